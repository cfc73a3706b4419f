// Places that are dropped, dragged and moved on the map: each becomes one line of the form "by hand"; the server computes.
(function () {
  "use strict";
  let current = null;

  function send(act, site, spot) {
    const form = document.getElementById("hand");
    if (!form) return;
    form.elements.hand_act.value = act;
    form.elements.hand_site.value = site;
    form.elements.hand_home.value = "";
    form.elements.hand_lat.value = spot.lat.toFixed(5);
    form.elements.hand_lon.value = spot.lng.toFixed(5);
    form.requestSubmit();
  }

  // Leaflet takes a string for markup: a name is set as text.
  function tip(text) {
    const words = document.createElement("span");
    words.textContent = text;
    return words;
  }

  // Arrow keys move a place (with Shift further), Enter drops it, Escape puts it back where it was.
  const WAYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

  function speak(words) {
    const said = document.getElementById("said");
    if (said) said.textContent = words;
  }

  function keys(map, marker, dropped, away) {
    const element = marker.getElement(), begun = marker.getLatLng();
    let moved = false;
    element.addEventListener("keydown", function (event) {
      const way = WAYS[event.key];
      if (way) {
        const step = event.shiftKey ? 40 : 8, at = map.latLngToContainerPoint(marker.getLatLng());
        marker.setLatLng(map.containerPointToLatLng([at.x + step * way[0], at.y + step * way[1]]));
        map.panInside(marker.getLatLng(), { padding: [30, 30], animate: false });
        if (!moved) speak(current.box.dataset.moving);
        moved = true;
      } else if (event.key === "Enter" && (moved || away)) {
        dropped(marker.getLatLng());
      } else if (event.key === "Escape" && (moved || away)) {
        marker.setLatLng(begun);
        moved = false;
        if (away) away();
        speak(current.box.dataset.back);
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    });
  }

  // A new place taken up with the keyboard stands in the middle of the map until it is dropped.
  function take(token) {
    const map = current.map;
    const icon = window.L.divIcon({ className: "handle", html: '<span class="spot ' + (token.dataset.token === "share" ? "shared" : "new") + '"></span>', iconSize: [34, 34] });
    const marker = window.L.marker(map.getCenter(), { icon: icon, zIndexOffset: 900 }).addTo(map);
    const element = marker.getElement();
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", token.textContent + ". " + current.box.dataset.moving);
    keys(map, marker, function (spot) { marker.remove(); send(token.dataset.token, "", spot); }, function () { marker.remove(); token.focus(); });
    element.focus();
    speak(current.box.dataset.moving);
  }

  function mark(map, one) {
    const icon = window.L.divIcon({ className: "handle", html: '<span class="spot ' + one.role + '"></span>', iconSize: [34, 34] });
    const marker = window.L.marker([one.lat, one.lon], { icon: icon, draggable: one.drag, autoPan: true, zIndexOffset: one.role === "stands" ? 100 : one.drag ? 400 : 0 });
    marker.bindTooltip(tip(one.name + " – " + one.text), { direction: "top", offset: [0, -14] });
    marker.on("dragend", function () { send("move", one.id, marker.getLatLng()); });
    marker.on("click keypress", function (event) {
      if (event.originalEvent && event.type === "keypress" && event.originalEvent.key !== "Enter") return;
      const site = document.getElementById("id_hand_site");
      if (!site) return;
      document.getElementById("id_hand_act").value = "move";
      site.value = one.id;
      if (event.type === "keypress") site.focus();
    });
    marker.addTo(map);
    marker.getElement().setAttribute("role", "button");
    marker.getElement().setAttribute("aria-label", one.name + ", " + one.text);
    marker.getElement().dataset.spot = one.id;
    if (one.drag) keys(map, marker, function (spot) { send("move", one.id, spot); });
  }

  function disarm() {
    document.querySelectorAll("[data-token]").forEach(function (token) { token.setAttribute("aria-pressed", "false"); });
    if (current) current.box.classList.remove("armed");
  }

  function armed() { return document.querySelector('[data-token][aria-pressed="true"]'); }

  document.addEventListener("sofra:map", function (event) {
    const box = event.detail.box, map = event.detail.map;
    if (!box.dataset.siting) return;
    current = { map: map, box: box };
    JSON.parse(document.getElementById(box.dataset.siting).textContent).forEach(function (one) { mark(map, one); });
    map.on("click", function (click) {
      const token = armed();
      if (!token) return;
      disarm();
      send(token.dataset.token, "", click.latlng);
    });
  });

  function over(event) {
    if (!current) return null;
    const edge = current.box.getBoundingClientRect();
    const inside = event.clientX >= edge.left && event.clientX <= edge.right && event.clientY >= edge.top && event.clientY <= edge.bottom;
    return inside ? current.map.mouseEventToLatLng(event) : null;
  }

  // A token is dragged onto the map; where it is only pressed, the next click on the map places it.
  document.addEventListener("pointerdown", function (event) {
    const token = event.target instanceof Element ? event.target.closest("[data-token]") : null;
    if (!token || event.button > 0) return;
    event.preventDefault();
    token.focus();
    const ghost = document.createElement("span");
    ghost.className = "ghost spot " + (token.dataset.token === "share" ? "shared" : "new");
    let moved = false;
    function follow(step) {
      if (!moved && Math.hypot(step.clientX - event.clientX, step.clientY - event.clientY) < 6) return;
      if (!moved) document.body.append(ghost);
      moved = true;
      ghost.style.left = step.clientX + "px";
      ghost.style.top = step.clientY + "px";
    }
    function drop(step) {
      document.removeEventListener("pointermove", follow);
      document.removeEventListener("pointerup", drop);
      document.removeEventListener("pointercancel", drop);
      ghost.remove();
      const spot = moved && step.type === "pointerup" ? over(step) : null;
      if (spot) send(token.dataset.token, "", spot);
      if (!moved) press(token);
    }
    document.addEventListener("pointermove", follow);
    document.addEventListener("pointerup", drop);
    document.addEventListener("pointercancel", drop);
  });

  function press(token) {
    const before = token.getAttribute("aria-pressed") === "true";
    disarm();
    token.setAttribute("aria-pressed", String(!before));
    if (current) current.box.classList.toggle("armed", !before);
  }

  document.addEventListener("keydown", function (event) {
    const token = event.target instanceof Element ? event.target.closest("[data-token]") : null;
    if (!token || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    if (current) return take(token);
    const act = document.getElementById("id_hand_act");
    act.value = token.dataset.token;
    act.focus();
  });
})();
