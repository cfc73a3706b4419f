// A choropleth without tiles: settlements coloured by class, hatched where withheld, reachable by keyboard.
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const FILLS = ["#ffffff", "#f6e3cf", "#ecbd92", "#d68a5c", "#b04f45", "#761d35"];
  const geometries = {};

  function read(id) {
    const node = document.getElementById(id);
    return node ? JSON.parse(node.textContent) : null;
  }

  function hatch(map) {
    const svg = map.getPanes().overlayPane.querySelector("svg");
    if (!svg || svg.querySelector("#hatch")) return;
    svg.insertAdjacentHTML("afterbegin",
      '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
      '<rect width="7" height="7" fill="#f4f1ec"/><rect width="2" height="7" fill="#8b929c"/></pattern>' +
      FILLS.map(dotted).join("") + "</defs>");
  }

  // A number that a model lent is dotted: light dots on dark classes, dark ones on pale.
  function dotted(fill, level) {
    return '<pattern id="dots-' + level + '" width="9" height="9" patternUnits="userSpaceOnUse">' +
      '<rect width="9" height="9" fill="' + fill + '"/>' +
      '<circle cx="4.5" cy="4.5" r="1.3" fill="' + (level > 2 ? "#fffdfa" : "#6b4a33") + '"/></pattern>';
  }

  function style(value) {
    const fill = !value || value.c === 0 ? FILLS[0] : value.c < 0 ? "url(#hatch)" : value.m ? "url(#dots-" + value.c + ")" : FILLS[value.c];
    return { fillColor: fill, fillOpacity: 1, color: value ? "#ffffff" : "#c9bea9", weight: 1.4, opacity: 1 };
  }

  function panel(box, id) {
    const address = box.dataset.panel.replace("PLACE", encodeURIComponent(id));
    if (window.htmx && document.getElementById("panel")) {
      window.htmx.ajax("GET", address, { target: "#panel", swap: "innerHTML" }).then(function () {
        const head = document.querySelector("#panel h2");
        if (head) { head.focus({ preventScroll: window.innerWidth >= 1120 }); }
      });
    } else {
      window.location.href = address;
    }
  }

  function choose(box, layers, id) {
    Object.values(layers).forEach(function (layer) { layer.setStyle({ weight: 1.4, color: "#ffffff" }); });
    layers[id].setStyle({ weight: 3.5, color: "#1f2a37" });
    layers[id].bringToFront();
    panel(box, id);
  }

  function reachable(layer, words, act) {
    const path = layer.getElement();
    if (!path) return;
    path.setAttribute("tabindex", "0");
    path.setAttribute("role", "button");
    path.setAttribute("aria-label", words);
    path.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      act();
    });
  }

  function shapes(map, box, features, values) {
    const layers = {};
    const drawn = window.L.geoJSON(features, {
      style: function (feature) { return style(values[feature.id]); },
      pointToLayer: function (feature, spot) { return window.L.circleMarker(spot, { radius: 9 }); },
      onEachFeature: function (feature, layer) {
        const value = values[feature.id] || {};
        layers[feature.id] = layer;
        layer.bindTooltip(tip(value.name || feature.properties.name, value.text), { sticky: true, direction: "top" });
        if (box.dataset.panel) layer.on("click", function () { choose(box, layers, feature.id); });
      },
    }).addTo(map);
    if (drawn.getBounds().isValid()) map.fitBounds(drawn.getBounds(), { padding: [6, 6], animate: false });
    hatch(map);
    if (!box.dataset.panel) return;
    Object.keys(layers).forEach(function (id) {
      const value = values[id] || {};
      reachable(layers[id], (value.name || id) + ": " + (value.text || ""), function () { choose(box, layers, id); });
    });
  }

  function tip(name, text) {
    const words = document.createElement("span");
    const strong = document.createElement("strong");
    strong.textContent = name;
    words.append(strong);
    if (text) words.append(document.createElement("br"), text);
    return words;
  }

  function pinWords(pin) {
    const words = document.createElement("div");
    const link = document.createElement(pin.href ? "a" : "strong");
    if (pin.href) link.href = pin.href;
    link.textContent = pin.name;
    words.append(link, document.createElement("br"), pin.text);
    return words;
  }

  function pins(map, list) {
    if (!list.length) return;
    map.createPane("pins").style.zIndex = 450;
    const renderer = window.L.svg({ pane: "pins" });
    list.forEach(function (pin) {
      const dot = window.L.circleMarker([pin.lat, pin.lon], {
        pane: "pins", renderer: renderer, radius: 6.5, color: "#ffffff", weight: 2, fillColor: "#0f766e", fillOpacity: 1,
      }).bindPopup(pinWords(pin)).bindTooltip(pin.name).addTo(map);
      reachable(dot, pin.name, function () { dot.openPopup(); });
    });
  }

  function names(map, features) {
    features.features.forEach(function (feature) {
      if (!feature.properties.label) return;
      window.L.tooltip({ permanent: true, direction: "center", offset: [0, 15], className: "name", interactive: false })
        .setLatLng([feature.properties.lat, feature.properties.lon]).setContent(tip(feature.properties.name)).addTo(map);
    });
  }

  function draw(box, features) {
    if (box.dataset.drawn) return;
    box.dataset.drawn = "yes";
    const map = window.L.map(box, {
      zoomSnap: 0.05, zoomDelta: 0.5, attributionControl: false, scrollWheelZoom: false, zoomAnimation: false, fadeAnimation: false,
    });
    map.setView([41.5, 21.8], 10);
    map.zoomControl._zoomInButton.title = box.dataset.in;
    map.zoomControl._zoomOutButton.title = box.dataset.out;
    map.zoomControl._zoomInButton.setAttribute("aria-label", box.dataset.in);
    map.zoomControl._zoomOutButton.setAttribute("aria-label", box.dataset.out);
    shapes(map, box, features, read(box.dataset.values) || {});
    pins(map, read(box.dataset.pins) || []);
    if (box.clientWidth >= 480) names(map, features);
    box.removeAttribute("tabindex");
    box.dispatchEvent(new CustomEvent("sofra:map", { detail: map, bubbles: true }));
  }

  function start() {
    document.querySelectorAll("[data-map]").forEach(function (box) {
      const address = box.dataset.map;
      geometries[address] = geometries[address] || fetch(address).then(function (answer) { return answer.json(); });
      geometries[address].then(function (features) { draw(box, features); });
    });
  }

  start();
  document.addEventListener("htmx:afterSettle", start);
})();
