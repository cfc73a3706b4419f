// Settlements by the part of them that lies in a danger, its zones above them, and the shelters; no tiles.
(function () {
  "use strict";
  const FILLS = ["#ffffff", "#f6e3cf", "#ecbd92", "#d68a5c", "#b04f45"];

  function tip(name, text) {
    const words = document.createElement("span");
    const strong = document.createElement("strong");
    strong.textContent = name;
    words.append(strong);
    if (text) words.append(document.createElement("br"), text);
    return words;
  }

  function settlement(feature) {
    return { fillColor: FILLS[feature.properties.level], fillOpacity: 1, color: "#c9bea9", weight: 1.2 };
  }

  function draw(box, found) {
    const map = window.L.map(box, {
      zoomSnap: 0.05, zoomDelta: 0.5, attributionControl: false, scrollWheelZoom: false, zoomAnimation: false, fadeAnimation: false,
    });
    map.setView([41.5, 21.8], 10);
    map.zoomControl._zoomInButton.title = box.dataset.in;
    map.zoomControl._zoomOutButton.title = box.dataset.out;
    map.zoomControl._zoomInButton.setAttribute("aria-label", box.dataset.in);
    map.zoomControl._zoomOutButton.setAttribute("aria-label", box.dataset.out);
    const ground = window.L.geoJSON(found.settlements, {
      style: settlement,
      pointToLayer: function (feature, spot) { return window.L.circleMarker(spot, { radius: 8 }); },
      onEachFeature: function (feature, layer) { layer.bindTooltip(tip(feature.properties.name, feature.properties.text), { sticky: true }); },
    }).addTo(map);
    const zones = window.L.geoJSON(found.zones, {
      interactive: false,
      style: { color: "#1d4e89", weight: 2.5, dashArray: "6 4", fillColor: "#1d4e89", fillOpacity: 0.22 },
    }).addTo(map);
    found.shelters.forEach(function (one) {
      window.L.circleMarker([one.lat, one.lon], { radius: 6.5, color: "#ffffff", weight: 2, fillColor: "#0f766e", fillOpacity: 1 })
        .bindTooltip(tip(one.name)).addTo(map);
    });
    const whole = found.settlements.length ? ground.getBounds() : zones.getBounds();
    if (whole.isValid()) map.fitBounds(whole, { padding: [6, 6], animate: false });
    box.removeAttribute("tabindex");
  }

  document.querySelectorAll("[data-hazards]").forEach(function (box) {
    fetch(box.dataset.hazards).then(function (answer) { return answer.json(); }).then(function (found) { draw(box, found); });
  });

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();
