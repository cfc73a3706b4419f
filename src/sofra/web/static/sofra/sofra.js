// What every page does: the menu, "Why this number?", copying a sentence, dropping a file, moving a weight.
(function () {
  "use strict";

  function on(name, selector, act) {
    document.addEventListener(name, function (event) {
      const found = event.target instanceof Element ? event.target.closest(selector) : null;
      if (found) act(event, found);
    });
  }

  on("click", "[data-menu]", function (_event, button) {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    document.querySelectorAll("[data-menu-part]").forEach(function (part) { part.classList.toggle("open", open); });
  });

  const dialog = document.getElementById("why");

  on("click", "a.why", function (event, link) {
    if (!dialog || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    fetch(link.href, { headers: { "HX-Request": "true" } })
      .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(answer.status); })
      .then(function (page) {
        dialog.querySelector("[data-why-body]").innerHTML = page;
        if (!dialog.open) dialog.showModal();
        dialog.scrollTop = 0;
      })
      .catch(function () { window.location.href = link.href; });
  });

  on("click", "[data-close]", function (_event, button) { button.closest("dialog").close(); });

  on("click", "dialog", function (event, box) { if (event.target === box) box.close(); });

  function copied(button) {
    const before = button.textContent;
    button.textContent = button.dataset.done;
    window.setTimeout(function () { button.textContent = before; }, 2200);
  }

  on("click", "[data-copy]", function (_event, button) {
    const source = document.getElementById(button.dataset.copy);
    const words = source.textContent.trim().replace(/\s+/g, " ");
    const byHand = function () {
      window.getSelection().selectAllChildren(source);
      document.execCommand("copy");
      copied(button);
    };
    if (!navigator.clipboard) return byHand();
    navigator.clipboard.writeText(words).then(function () { copied(button); }, byHand);
  });

  on("click", "[data-print]", function () { window.print(); });

  // Work that takes seconds: the button says so, is not pressed twice, and a reader of the screen hears it.
  function waiting(form, yes) {
    const button = form.querySelector("button:not([type=button])"), said = document.getElementById("said");
    if (!button || yes === (button.getAttribute("aria-busy") === "true")) return;
    if (yes) button.dataset.before = button.textContent;
    button.textContent = yes ? form.dataset.wait : button.dataset.before;
    button.setAttribute("aria-busy", String(yes));
    if (said && yes) said.textContent = form.dataset.wait;
  }

  on("submit", "form[data-wait]", function (event, form) {
    const button = form.querySelector("button:not([type=button])");
    if (form.hasAttribute("hx-get")) return;
    if (button && button.getAttribute("aria-busy") === "true") event.preventDefault();
    else waiting(form, true);
  });

  ["htmx:beforeRequest", "htmx:afterRequest"].forEach(function (name) {
    on(name, "form[data-wait]", function (event, form) {
      if (event.target === form) waiting(form, name === "htmx:beforeRequest");
    });
  });

  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-wait]").forEach(function (form) { waiting(form, false); });
  });

  on("change", "form[data-auto]", function (_event, form) {
    if (!form.hasAttribute("hx-get")) form.requestSubmit();
  });

  on("input", "input[type=range]", function (_event, range) {
    const shown = document.querySelector("output[for='" + range.id + "']");
    if (shown) shown.textContent = range.value;
  });

  document.querySelectorAll("[data-drop]").forEach(function (zone) {
    const input = zone.querySelector("input[type=file]");
    ["dragenter", "dragover"].forEach(function (name) {
      zone.addEventListener(name, function (event) { event.preventDefault(); zone.classList.add("over"); });
    });
    zone.addEventListener("dragleave", function () { zone.classList.remove("over"); });
    zone.addEventListener("drop", function (event) {
      event.preventDefault();
      zone.classList.remove("over");
      if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    });
  });

  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();

  document.addEventListener("htmx:afterSwap", function () {
    const said = document.getElementById("said");
    const news = document.querySelector("[data-said]");
    if (said && news) said.textContent = news.textContent;
  });
})();
