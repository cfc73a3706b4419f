// A map without tiles: areas coloured by class, hatched where withheld, dotted where a model spoke; layers to switch.
// A page's own script may listen to "sofra:map" on the document: event.detail is {map, box, data, groups, layers}.
(function () {
  "use strict";
  const PATIENCE = 6000; // milliseconds without any background picture before the page says so
  const MANY = 300;
  const NAMED = 200;
  const EDGE = "#ffffff", CHOSEN = "#1f2a37";
  const GROUND = {
    outline: { color: "#1f2a37", weight: 1.6, fill: false, opacity: 0.85 },
    areas: { color: "#3d4856", weight: 1, fill: false, opacity: 0.8 },
    roads: { color: "#6b7280", weight: 1.1, fill: false, opacity: 0.8 },
    water: { color: "#4f8fbf", weight: 2, fillColor: "#8fb8d8", fillOpacity: 0.7 },
    hazard: { color: "#3b6fa5", weight: 1.6, dashArray: "5 4", fillColor: "#3b6fa5", fillOpacity: 0.22 },
    route: { color: "#9f1239", weight: 3, fill: false, opacity: 0.9 },
  };
  const SIGNS = {
    o: "M10 3a7 7 0 1 0 .01 0z", s: "M3.5 3.5h13v13h-13z", "^": "M10 2.5 18 17H2z", D: "M10 1.5 18.5 10 10 18.5 1.5 10z",
    v: "M10 17.5 2 3h16z", P: "M7 2h6v5h5v6h-5v5H7v-5H2V7h5z",
  };
  const geometries = {};

  function read(id) {
    const node = document.getElementById(id);
    return node ? JSON.parse(node.textContent) : null;
  }

  function fetched(address) {
    geometries[address] = geometries[address] || fetch(address).then(function (answer) { return answer.json(); });
    return geometries[address];
  }

  // ---- fills: hatched and dotted, as patterns of SVG or of a canvas ----
  function tile(size, paint) {
    const sheet = document.createElement("canvas");
    sheet.width = sheet.height = size;
    paint(sheet.getContext("2d"));
    return sheet.getContext("2d").createPattern(sheet, "repeat");
  }

  function light(fill) {
    const parts = [1, 3, 5].map(function (at) { return parseInt(fill.slice(at, at + 2), 16); });
    return 0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2] > 140;
  }

  function painted(shape) {
    if (shape.state === "withheld") {
      return tile(8, function (c) {
        c.fillStyle = "#f4f1ec"; c.fillRect(0, 0, 8, 8);
        c.strokeStyle = "#8b929c"; c.lineWidth = 2;
        c.beginPath(); c.moveTo(-2, 10); c.lineTo(10, -2); c.moveTo(-2, 2); c.lineTo(2, -2); c.moveTo(6, 10); c.lineTo(10, 6); c.stroke();
      });
    }
    return tile(9, function (c) {
      c.fillStyle = shape.fill; c.fillRect(0, 0, 9, 9);
      c.fillStyle = light(shape.fill) ? "#6b4a33" : "#fffdfa"; c.beginPath(); c.arc(4.5, 4.5, 1.4, 0, 7); c.fill();
    });
  }

  function patterns(map, shapes) {
    const svg = map.getPanes().overlayPane.querySelector("svg");
    if (!svg || svg.querySelector("#hatch")) return;
    const fills = Array.from(new Set(shapes.filter(function (s) { return s.model; }).map(function (s) { return s.fill; })));
    svg.insertAdjacentHTML("afterbegin",
      '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
      '<rect width="7" height="7" fill="#f4f1ec"/><rect width="2" height="7" fill="#8b929c"/></pattern>' +
      fills.map(dotted).join("") + "</defs>");
  }

  function dotted(fill) {
    return '<pattern id="dots-' + fill.slice(1) + '" width="9" height="9" patternUnits="userSpaceOnUse">' +
      '<rect width="9" height="9" fill="' + fill + '"/>' +
      '<circle cx="4.5" cy="4.5" r="1.3" fill="' + (light(fill) ? "#6b4a33" : "#fffdfa") + '"/></pattern>';
  }

  function fillOf(shape, canvas) {
    if (shape.state !== "withheld" && !shape.model) return shape.fill;
    if (canvas) return painted(shape);
    return shape.state === "withheld" ? "url(#hatch)" : "url(#dots-" + shape.fill.slice(1) + ")";
  }

  function edgeOf(shape, isPoint) {
    if (isPoint) return shape.state === "value" || shape.state === "plain" ? "#5b4a3d" : "#6b7280";
    return shape.state === "none" || shape.state === "plain" ? "#b9ad97" : EDGE;
  }

  // ---- words ----
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
    words.append(link);
    [pin.text].forEach(function (text) { if (text) words.append(document.createElement("br"), text); });
    return words;
  }

  // ---- one place is chosen ----
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

  function choose(state, id) {
    if (state.chosen) state.layers[state.chosen].setStyle(state.layers[state.chosen].plain);
    state.chosen = id;
    state.layers[id].setStyle({ weight: 3.5, color: CHOSEN });
    state.layers[id].bringToFront();
    panel(state.box, id);
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

  // ---- what is drawn ----
  // How much an outline spreads: a town inside an area is drawn after it.
  function spread(outline) {
    if (!outline || outline.type === "Point") return 0;
    const bounds = window.L.geoJSON(outline).getBounds();
    return bounds.isValid() ? (bounds.getEast() - bounds.getWest()) * (bounds.getNorth() - bounds.getSouth()) : 0;
  }

  function shapes(state) {
    const canvas = state.data.shapes.length > MANY;
    const renderer = canvas ? window.L.canvas({ padding: 0.3 }) : window.L.svg({ padding: 0.3 });
    const group = window.L.featureGroup().addTo(state.map);
    state.data.shapes.slice().sort(function (a, b) { return spread(state.outlines[b.id]) - spread(state.outlines[a.id]); }).forEach(function (shape) {
      const outline = state.outlines[shape.id];
      if (!outline) return;
      const isPoint = outline.type === "Point";
      const plain = {
        renderer: renderer, fillColor: fillOf(shape, canvas), fillOpacity: 1, color: edgeOf(shape, isPoint), opacity: 1,
        weight: isPoint && canvas ? 0.8 : 1.4, radius: !canvas ? 8 : state.data.shapes.length > 1000 ? 3.4 : 4.5, bubblingMouseEvents: false,
      };
      const layer = window.L.geoJSON(outline, {
        style: plain, pointToLayer: function (_feature, spot) { return window.L.circleMarker(spot, plain); },
      }).getLayers()[0];
      layer.plain = { weight: plain.weight, color: plain.color };
      state.layers[shape.id] = layer;
      layer.bindTooltip(tip(shape.name, shape.text), { sticky: true, direction: "top" });
      if (state.box.dataset.panel) layer.on("click", function () { choose(state, shape.id); });
      group.addLayer(layer);
    });
    state.groups.shapes = group;
    if (canvas) return;
    patterns(state.map, state.data.shapes);
    if (!state.box.dataset.panel) return;
    state.data.shapes.forEach(function (shape) {
      if (state.layers[shape.id]) reachable(state.layers[shape.id], shape.name + ": " + shape.text, function () { choose(state, shape.id); });
    });
  }

  function grounds(state) {
    state.data.layers.forEach(function (layer, number) {
      const pane = "ground-" + layer.kind;
      if (!state.map.getPane(pane)) state.map.createPane(pane).style.zIndex = layer.kind === "outline" ? 420 : layer.kind === "route" ? 440 : 410;
      state.map.getPane(pane).style.pointerEvents = "none";
      const look = Object.assign({ interactive: false, pane: pane, renderer: window.L.svg({ pane: pane, padding: 0.3 }) }, GROUND[layer.kind] || GROUND.roads);
      const group = window.L.featureGroup().addTo(state.map);
      function put(outlines) {
        outlines.forEach(function (outline) {
          const line = outline.type.indexOf("LineString") >= 0;
          window.L.geoJSON(outline, { style: line ? Object.assign({}, look, { fill: false }) : look, interactive: false }).addTo(group);
        });
      }
      if (layer.address) fetched(layer.address).then(put); else put(layer.outlines);
      state.groups["layer-" + number] = group;
    });
  }

  function sign(pin, text) {
    const svg = '<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><path d="' + SIGNS[pin.sign] +
      '" fill="' + pin.fill + '" stroke="#ffffff" stroke-width="1.6"/></svg>';
    const icon = window.L.divIcon({ className: "sign", html: svg, iconSize: [18, 18], iconAnchor: [9, 9] });
    return window.L.marker([pin.lat, pin.lon], { icon: icon, alt: text, pane: "pins", keyboard: true });
  }

  function pins(state) {
    if (!state.data.pins.length) return;
    state.map.createPane("pins").style.zIndex = 450;
    const many = state.data.pins.length > MANY, renderer = window.L.canvas({ pane: "pins" });
    state.data.pins.forEach(function (pin) {
      const key = "pins-" + pin.layer;
      const group = state.groups[key] = state.groups[key] || window.L.featureGroup().addTo(state.map);
      const dot = many ? window.L.circleMarker([pin.lat, pin.lon], {
        pane: "pins", renderer: renderer, radius: 4.5, color: "#ffffff", weight: 1.2, fillColor: pin.fill, fillOpacity: 1,
      }) : sign(pin, pin.name);
      dot.bindPopup(pinWords(pin)).bindTooltip(tip(pin.name)).addTo(group);
      const mark = dot.getElement && dot.getElement();
      if (!mark) return;
      mark.setAttribute("role", "button");
      mark.setAttribute("aria-label", pin.name);
      mark.addEventListener("keydown", function (event) {
        if (event.key === " ") { event.preventDefault(); dot.openPopup(); }
      });
    });
  }

  // Names and values on the areas, the largest first, none on another.
  function names(state) {
    const group = window.L.layerGroup(), map = state.map;
    const sized = state.data.shapes.filter(function (s) { return s.label && state.layers[s.id]; }).map(function (shape) {
      const layer = state.layers[shape.id], bounds = layer.getBounds ? layer.getBounds() : null;
      const spot = bounds ? bounds.getCenter() : layer.getLatLng();
      return { shape: shape, spot: spot, size: bounds ? (bounds.getEast() - bounds.getWest()) * (bounds.getNorth() - bounds.getSouth()) : 0 };
    }).sort(function (a, b) { return b.size - a.size; });
    function put() {
      group.clearLayers();
      const taken = [], view = map.getBounds();
      sized.forEach(function (one) {
        if (taken.length > 60 || !view.contains(one.spot)) return;
        const at = map.latLngToContainerPoint(one.spot), wide = 4 + 3.6 * Math.max(one.shape.name.length, one.shape.label.length), high = 17;
        const free = taken.every(function (other) { return Math.abs(other.x - at.x) > other.wide + wide || Math.abs(other.y - at.y) > 2 * high; });
        if (!free) return;
        taken.push({ x: at.x, y: at.y, wide: wide });
        window.L.tooltip({ permanent: true, direction: "center", className: "name", interactive: false })
          .setLatLng(one.spot).setContent(tip(one.shape.name, one.shape.label)).addTo(group);
      });
    }
    map.on("zoomend moveend", put);
    group.on("add", put);
    state.groups.names = group;
    if (state.box.clientWidth >= 480 && sized.length <= NAMED) group.addTo(map); // else by the switch: names would hide what they name
    put();
  }

  function tiles(state) {
    if (!state.data.tiles) return;
    const words = document.createElement("span");
    words.textContent = state.data.tiles.attribution;
    const ground = window.L.tileLayer(state.data.tiles.address, { attribution: words.innerHTML, maxZoom: 19 });
    const note = document.getElementById(state.box.dataset.name + "-no-tiles");
    let wait = 0;
    // The areas let a background shine through only once there is one; a server that never answers is told after a while.
    function told(come) {
      window.clearTimeout(wait);
      const on = state.map.hasLayer(ground);
      state.groups.shapes.setStyle({ fillOpacity: on && come ? 0.65 : 1 });
      if (note) note.hidden = !on || come;
    }
    ground.on("tileerror", function () { told(false); });
    ground.on("tileload", function () { told(true); });
    ground.on("add", function () { wait = window.setTimeout(told, PATIENCE, false); });
    ground.on("remove", function () { told(true); });
    state.groups.tiles = ground;
  }

  function switches(state) {
    document.querySelectorAll('[data-switch="' + state.box.dataset.name + '"]').forEach(function (input) {
      const group = state.groups[input.value];
      if (!group) return;
      if (input.value === "names") input.checked = state.map.hasLayer(group);
      function follow() { if (input.checked) group.addTo(state.map); else group.remove(); }
      input.addEventListener("change", follow);
      follow();
    });
  }

  function whole(state) {
    const bounds = window.L.latLngBounds([]);
    Object.keys(state.groups).forEach(function (key) {
      const group = state.groups[key];
      if (key !== "names" && group.getBounds && group.getBounds().isValid()) bounds.extend(group.getBounds());
    });
    if (bounds.isValid()) state.map.fitBounds(bounds, { padding: [8, 8], animate: false, maxZoom: 15 });
  }

  // A spot to be set: a click on the map fills the two fields, and the fields move the dot.
  function spot(map, box) {
    if (!box.dataset.spot) return;
    const fields = box.dataset.spot.split(" ").map(function (id) { return document.getElementById(id); });
    if (!fields[0] || !fields[1]) return;
    map.createPane("pins").style.zIndex = 450;
    const renderer = window.L.svg({ pane: "pins" });
    let dot = null;
    function show() {
      const at = fields.map(function (field) { return parseFloat(field.value.replace(",", ".")); });
      if (dot) dot.remove();
      dot = null;
      if (isNaN(at[0]) || isNaN(at[1]) || Math.abs(at[0]) > 90) return;
      dot = window.L.circleMarker(at, {
        pane: "pins", renderer: renderer, radius: 8, color: "#ffffff", weight: 2.5, fillColor: "#b04f45", fillOpacity: 1, interactive: false,
      }).addTo(map);
    }
    fields.forEach(function (field) { field.addEventListener("input", show); });
    if (!fields[0].matches(":disabled")) map.on("click", function (event) {
      fields[0].value = event.latlng.lat.toFixed(6);
      fields[1].value = event.latlng.lng.toFixed(6);
      const how = document.getElementById("id_located_by");
      if (how) how.value = "map";
      show();
    });
    show();
  }

  function draw(box, data, outlines) {
    if (box.dataset.drawn) return;
    box.dataset.drawn = "yes";
    const map = window.L.map(box, {
      zoomSnap: 0.05, zoomDelta: 0.5, attributionControl: Boolean(data.tiles), scrollWheelZoom: false,
      zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false,
    });
    if (map.attributionControl) map.attributionControl.setPrefix("");
    map.setView([41.5, 21.8], 10);
    [["_zoomInButton", box.dataset.in], ["_zoomOutButton", box.dataset.out]].forEach(function (pair) {
      map.zoomControl[pair[0]].title = pair[1];
      map.zoomControl[pair[0]].setAttribute("aria-label", pair[1]);
    });
    window.L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
    const state = { map: map, box: box, data: data, outlines: outlines, layers: {}, groups: {}, chosen: "" };
    shapes(state);
    grounds(state);
    pins(state);
    whole(state);
    names(state);
    tiles(state);
    switches(state);
    spot(map, box);
    box.removeAttribute("tabindex");
    document.dispatchEvent(new CustomEvent("sofra:map", { detail: state }));
  }

  function byId(features) {
    const found = {};
    features.features.forEach(function (feature) { found[feature.id] = feature.geometry; });
    return found;
  }

  function start() {
    document.querySelectorAll("[data-map]").forEach(function (box) {
      const data = read(box.dataset.map);
      if (!data || box.dataset.drawn) return;
      const address = data.geometry;
      if (!address) return draw(box, data, data.outlines);
      fetched(address).then(function (found) { draw(box, data, byId(found)); });
    });
  }

  // ---- Copy for Word: the picture itself onto the clipboard; where that is not allowed, the file ----
  document.addEventListener("click", function (event) {
    const button = event.target instanceof Element ? event.target.closest("[data-copy-picture]") : null;
    if (!button) return;
    const address = button.dataset.copyPicture, said = document.getElementById("said");
    const before = button.dataset.words = button.dataset.words || button.textContent;
    function tell(words) {
      button.textContent = words;
      if (said) said.textContent = words;
      window.setTimeout(function () { button.textContent = before; }, 5000);
    }
    function file() {
      const link = document.createElement("a");
      link.href = address;
      link.download = "";
      link.click();
      tell(button.dataset.saved);
    }
    if (!navigator.clipboard || !window.ClipboardItem || !navigator.clipboard.write) return file();
    button.textContent = button.dataset.wait;
    const picture = fetch(address).then(function (answer) { return answer.ok ? answer.blob() : Promise.reject(answer.status); });
    navigator.clipboard.write([new window.ClipboardItem({ "image/png": picture })])
      .then(function () { tell(button.dataset.done); }, file);
  });

  start();
  document.addEventListener("htmx:afterSettle", start);
})();
