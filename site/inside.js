// Inside this network: a row for each layer with what it makes of the drawing,
// and one map or unit in large. wasm/app paints the pixels, in events
// "zerokara:network", "zerokara:inside" and "zerokara:closeup"; here they are
// placed, chosen and put into words.
"use strict";

(() => {
  const { zerokaraText: text, zerokaraBoot: boot } = globalThis;
  const $ = (id) => document.getElementById(id);
  const { t } = text;
  const gap = 6; // CSS pixels between tiles
  const panel = $("closeup");
  const narrow = matchMedia("(max-width: 920px)");

  let network = null; // {layers, params}
  let inside = null; // {known, step, input}
  let close = null; // what is looked at
  let rows = []; // as the page has the layers

  const number = (n) => n.toLocaleString(text.language);
  const value = (v) => v.toLocaleString(text.language, { maximumSignificantDigits: 3 });
  const kindName = (kind) => (text.has(`layer.${kind}`) ? t(`layer.${kind}`) : kind);
  const css = (name) => boot.color(name);

  function setText(element, s) {
    if (element.textContent !== s) element.textContent = s;
  }

  function element(tag, className, content) {
    const e = document.createElement(tag);
    if (className) e.className = className;
    if (content !== undefined) e.textContent = content;
    return e;
  }

  // Pictures

  // source returns a canvas that holds a picture's own pixels, kept with it.
  function source(picture) {
    if (!picture.canvas || picture.canvas.width !== picture.width || picture.canvas.height !== picture.height) {
      picture.canvas = new OffscreenCanvas(picture.width, picture.height);
      picture.context = picture.canvas.getContext("2d", { willReadFrequently: true });
      picture.data = new ImageData(picture.rgba, picture.width, picture.height);
    }
    picture.context.putImageData(picture.data, 0, 0);
    return picture.canvas;
  }

  // put shows a picture in a canvas of as many pixels; CSS enlarges it.
  function put(canvas, picture) {
    if (canvas.width !== picture.width || canvas.height !== picture.height) {
      canvas.width = picture.width;
      canvas.height = picture.height;
    }
    canvas.getContext("2d").putImageData(new ImageData(picture.rgba, picture.width, picture.height), 0, 0);
  }

  // frame outlines an area of a picture of rows x columns.
  function frame(e, area, rows, columns) {
    e.hidden = !area;
    if (!area) return;
    e.style.left = `${(100 * area.column) / columns}%`;
    e.style.top = `${(100 * area.row) / rows}%`;
    e.style.width = `${(100 * area.columns) / columns}%`;
    e.style.height = `${(100 * area.rows) / rows}%`;
  }

  // Frames. At rest, or when the visitor does something, the next one shows what
  // is new. While the network learns they are at least 100 ms apart, and so far
  // that they take a twentieth of the time: without a GPU one can cost 40 to 100
  // ms, on cores that train.

  let learning = false;
  let hurried = 0; // until then the visitor is waited on
  let next = 0;
  let cost = 0; // of a frame, a running mean

  function paced(draw) {
    let due = false;
    let timer = 0;
    const run = () => {
      timer = 0;
      requestAnimationFrame(() => {
        due = false;
        const began = performance.now();
        draw();
        const drawn = performance.now() - began;
        requestAnimationFrame(() => { // the frame is out
          const now = performance.now();
          cost += (Math.max(drawn, now - began - 17) - cost) / 3;
          next = now + Math.min(Math.max(20 * cost, 100), 1500);
        });
      });
    };
    return () => {
      const now = performance.now();
      const wait = learning && now > hurried ? next - now : 0;
      if (wait <= 0 && timer) clearTimeout(timer);
      else if (due) return;
      due = true;
      if (wait > 0) timer = setTimeout(run, wait);
      else run();
    };
  }

  for (const type of ["pointerdown", "keydown", "scroll"]) {
    addEventListener(type, () => { hurried = performance.now() + 300; }, { capture: true, passive: true });
  }
  document.addEventListener("zerokara:state", (event) => { learning = event.detail.phase === "training"; });

  globalThis.zerokaraPicture = { put, frame, paced };

  // Rows

  // A tile is an enlarged map; below it, for a convolution, is its filter. The
  // values of a vector are cells.
  function geometry(row) {
    const { layer } = row;
    const width = Math.max(row.canvas.parentElement.clientWidth, 44);
    const side = Math.max(layer.height, layer.width);
    const vector = side === 1;
    const few = layer.channels <= 16;
    const space = vector && !few ? 2 : gap;
    // As many in a line as are large enough to hit, the lines alike, and then as
    // large as the line has room.
    const least = vector ? (few ? 28 : 14) : 44;
    const most = vector && !few ? 14 : 76;
    const lined = (size) => Math.ceil(layer.channels / Math.max(Math.floor((width + space) / (size + space)), 1));
    let lines = lined(least);
    let columns = Math.ceil(layer.channels / lines);
    const room = Math.min((width + space) / columns - space, most);
    const scale = Math.max(Math.floor(room / side), Math.ceil(least / side), 1);
    const tile = scale * side; // whole pixels of the map's: it may be more than there is room for
    lines = Math.max(lines, lined(tile));
    columns = Math.ceil(layer.channels / lines);
    const filter = layer.filters ? tile : 0;
    const label = row.digits ? 18 : 0;
    const cell = tile + (filter ? filter + 3 : 0) + label;
    return { scale, tile, space, columns, cell, filter, label, width: columns * (tile + space) - space, height: lines * (cell + (filter ? 2 * gap : space)) - (filter ? 2 * gap : space) };
  }

  const place = (g, i) => {
    const line = Math.floor(i / g.columns);
    return { x: (i % g.columns) * (g.tile + g.space), y: line * (g.cell + (g.filter ? 2 * gap : g.space)) };
  };

  // fit gives a row's canvas its size, so that nothing moves when it is drawn.
  function fit(row) {
    const { canvas } = row;
    const g = geometry(row);
    row.geometry = g;
    const dpr = Math.min(Math.max(devicePixelRatio || 1, 1), 2);
    const w = Math.round(g.width * dpr);
    const h = Math.round(g.height * dpr);
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w;
      canvas.height = h;
      canvas.style.width = `${g.width}px`;
      canvas.style.height = `${g.height}px`;
    }
  }

  function draw(row) {
    const { canvas, layer, geometry: g } = row;
    const dpr = canvas.width / g.width;
    const c = canvas.getContext("2d");
    c.setTransform(dpr, 0, 0, dpr, 0, 0);
    c.clearRect(0, 0, g.width, g.height);
    c.imageSmoothingEnabled = false;
    const maps = layer.known ? source(layer.maps) : null;
    const filters = layer.filters ? source(layer.filters) : null;
    const rule = css("rule");
    const mark = css("ink");
    for (let i = 0; i < layer.channels; i++) {
      const { x, y } = place(g, i);
      const wide = layer.width * g.scale;
      const high = layer.height * g.scale;
      if (maps) c.drawImage(maps, 0, i * layer.height, layer.width, layer.height, x, y, wide, high);
      c.strokeStyle = rule;
      c.lineWidth = 1;
      if (g.tile >= 20 || !maps) c.strokeRect(x + 0.5, y + 0.5, wide - 1, high - 1);
      if (filters) {
        const f = layer.filters;
        const fh = f.height / layer.channels;
        const k = Math.max(Math.floor(g.filter / Math.max(f.width, fh)), 1);
        c.drawImage(filters, 0, i * fh, f.width, fh, x + (g.tile - k * f.width) / 2, y + g.tile + 3 + (g.filter - k * fh) / 2, k * f.width, k * fh);
      }
      if (g.label) {
        c.font = `12px ${boot.family}`;
        c.textAlign = "center";
        c.textBaseline = "middle";
        c.fillStyle = css("grey");
        c.fillText(String(i), x + g.tile / 2, y + g.tile + 10);
      }
    }
    const at = close && close.layer === row.index ? close.unit : document.activeElement === canvas ? row.cursor : -1;
    if (at >= 0) {
      const { x, y } = place(g, at);
      c.strokeStyle = mark;
      c.lineWidth = 2;
      c.strokeRect(x, y, layer.width * g.scale, layer.height * g.scale);
    }
    describe(row);
  }

  // describe says of a row what its canvas shows at the cursor.
  function describe(row) {
    const { canvas, layer } = row;
    const i = row.cursor;
    canvas.setAttribute("aria-valuenow", i + 1);
    const name = unitName(layer, row, i);
    const peak = layer.known ? t("inside.peak", { name, value: value(layer.peaks[i]) }) : name;
    if (canvas.getAttribute("aria-valuetext") !== peak) canvas.setAttribute("aria-valuetext", peak);
  }

  function unitName(layer, row, i) {
    if (row.digits) return t("inside.score", { digit: i });
    return t(layer.height * layer.width > 1 ? "inside.map" : "inside.unit", { n: i + 1, all: layer.channels });
  }

  // build makes the rows of a network.
  function build() {
    const learned = (n) => element("span", "shape", t("layer.params", { n: number(n) }));
    const what = (kind, shape, params) => {
      const box = element("div", "what");
      box.append(element("span", "kind", kindName(kind)), element("span", "shape", shape));
      if (params > 0) box.append(learned(params));
      return box;
    };
    const input = element("li", "given");
    const tiles = element("div", "tiles");
    const picture = element("canvas", "seen");
    picture.width = picture.height = 28;
    picture.setAttribute("aria-hidden", "true");
    tiles.append(picture);
    input.append(what("input", "1 × 28 × 28", 0), tiles);
    rows = network.layers.map((layer, index) => {
      const item = element("li", layer.params > 0 ? "learns" : "");
      const canvas = element("canvas");
      const vector = layer.height * layer.width === 1;
      const row = { layer, index, item, canvas, cursor: 0, seen: false, geometry: null, digits: vector && layer.channels === 10 && index === network.layers.length - 1 };
      canvas.tabIndex = 0;
      canvas.setAttribute("role", "slider");
      canvas.setAttribute("aria-label", t(vector ? "inside.units" : "inside.maps", { layer: kindName(layer.kind), n: index + 1 }));
      canvas.setAttribute("aria-valuemin", 1);
      canvas.setAttribute("aria-valuemax", layer.channels);
      listen(row);
      const holder = element("div", "tiles");
      holder.append(canvas);
      const shape = vector ? number(layer.channels) : `${layer.channels} × ${layer.height} × ${layer.width}`;
      item.append(what(layer.kind, shape, layer.params), holder);
      return row;
    });
    const answer = element("li", "answers");
    answer.append(what("softmax", "10", 0), element("div", "tiles said"));
    document.querySelector(".anatomy").append(panel); // not to go with its row
    $("layers").replaceChildren(input, ...rows.map((r) => r.item), answer);
    const kinds = ["input", ...network.layers.map((l) => l.kind), "softmax"];
    const known = kinds.filter((k, i) => kinds.indexOf(k) === i && text.has(`layer.${k}.text`));
    $("glossary").replaceChildren(...known.map((kind) => {
      const row = element("div");
      row.append(element("dt", "", kindName(kind)), element("dd", "", t(`layer.${kind}.text`)));
      return row;
    }));
    setText($("params"), t("inside.params", { params: number(network.params), layers: network.layers.length }));
    $("params").dataset.i18n = "";
    seen.disconnect();
    for (const r of rows) seen.observe(r.item);
    sized.disconnect();
    sized.observe($("layers"));
    placeCloseUp();
    later();
  }

  // Choosing

  function look(row, unit) {
    row.cursor = unit;
    boot.app.closeUp(row.index, unit);
  }

  function listen(row) {
    const { canvas, layer } = row;
    const last = layer.channels - 1;
    canvas.addEventListener("click", (event) => {
      const g = row.geometry;
      if (!g) return;
      const r = canvas.getBoundingClientRect();
      const x = event.clientX - r.left;
      const y = event.clientY - r.top;
      const column = Math.min(Math.floor(x / (g.tile + g.space)), g.columns - 1);
      const line = Math.floor(y / (g.cell + (g.filter ? 2 * gap : g.space)));
      look(row, Math.min(Math.max(line * g.columns + column, 0), last));
    });
    canvas.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const columns = row.geometry ? row.geometry.columns : 1;
      const to = {
        ArrowLeft: row.cursor - 1, ArrowRight: row.cursor + 1, ArrowUp: row.cursor - columns, ArrowDown: row.cursor + columns,
        Home: 0, End: last, Enter: row.cursor, " ": row.cursor,
      }[event.key];
      if (event.key === "Escape") boot.app.closeUp(-1, -1);
      else if (to === undefined) return;
      else if (to >= 0 && to <= last) look(row, to);
      event.preventDefault();
    });
    for (const type of ["focus", "blur"]) canvas.addEventListener(type, later);
  }

  const step = (by) => {
    if (!close) return;
    look(rows[close.layer], (close.unit + by + close.units) % close.units);
  };
  $("closeup-back").addEventListener("click", () => step(-1));
  $("closeup-next").addEventListener("click", () => step(1));
  function shut() {
    const row = close && rows[close.layer];
    boot.app.closeUp(-1, -1);
    if (row) row.canvas.focus({ preventScroll: true });
  }
  $("closeup-close").addEventListener("click", shut);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && close) shut();
  });

  // The close-up

  // On a phone it follows the row that it is about.
  function placeCloseUp() {
    const row = close && narrow.matches ? rows[close.layer] : null;
    const home = row ? row.item : document.querySelector(".anatomy");
    if (panel.parentElement === home) return;
    const focused = panel.contains(document.activeElement) ? document.activeElement : null;
    home.append(panel);
    focused?.focus({ preventScroll: true });
  }

  function showCloseUp() {
    panel.dataset.state = close ? "open" : "empty";
    placeCloseUp();
    $("closeup-title").dataset.i18n = close ? "" : "closeup.title";
    if (!close) {
      setText($("closeup-title"), t("closeup.title"));
      setText($("closeup-text"), "");
      return;
    }
    const row = rows[close.layer];
    if (!row) return;
    const name = unitName(row.layer, row, close.unit);
    setText($("closeup-title"), t("closeup.of", { layer: kindName(close.kind), name }));
    const part = (p) => panel.querySelector(`[data-part="${p}"]`);
    const show = (p, picture) => {
      part(p).hidden = !picture;
      if (picture) put(part(p).querySelector("canvas"), picture);
    };
    const vector = close.height * close.width === 1;
    show("map", vector ? null : close.map);
    frame(part("map").querySelector(".frame"), close.known && { row: close.row, column: close.column, rows: 1, columns: 1 }, close.height, close.width);
    show("weight", close.weight);
    setText($("closeup-weight"), close.slices > 1 ? t("closeup.slices", { n: close.slices }) : t(vector ? "closeup.weights" : "closeup.filter"));
    const input = inside && close.known ? inside.input : null;
    show("input", input);
    const { field } = close;
    frame(part("input").querySelector(".frame"), field, 28, 28);
    const whole = field.rows >= 28 && field.columns >= 28;
    part("patch").hidden = !input || whole || field.rows === 0;
    if (!part("patch").hidden) {
      const canvas = part("patch").querySelector("canvas");
      if (canvas.width !== field.columns || canvas.height !== field.rows) {
        canvas.width = field.columns;
        canvas.height = field.rows;
      }
      canvas.getContext("2d").drawImage(source(input), field.column, field.row, field.columns, field.rows, 0, 0, field.columns, field.rows);
    }
    setText($("closeup-text"), closeUpText(vector, whole));
  }

  function closeUpText(vector, whole) {
    const c = close;
    if (!c.known) return t("closeup.draw");
    const strongest = vector
      ? t("closeup.value", { value: value(c.peak) })
      : t("closeup.strongest", { value: value(c.peak), row: c.row + 1, column: c.column + 1, rows: c.height, columns: c.width });
    const f = c.field;
    const where = whole ? t("closeup.whole") : t("closeup.field", {
      from: f.row + 1, to: f.row + f.rows, left: f.column + 1, right: f.column + f.columns,
    });
    return text.language === "ja" ? strongest + where : `${strongest} ${where}`;
  }

  // What can be seen, and what there is to see

  const later = paced(() => {
    for (const r of rows) {
      fit(r);
      if (r.seen) draw(r);
    }
    const canvas = document.querySelector("#layers .seen");
    if (canvas && inside) put(canvas, inside.input);
    showCloseUp();
  });

  let wanted = "";
  function tellSeen() {
    if (!boot.app) return;
    const layers = document.hidden ? [] : rows.filter((r) => r.seen).map((r) => r.index);
    if (wanted === layers.join()) return;
    wanted = layers.join();
    boot.app.inspect(Uint8Array.from(layers));
  }

  const seen = new IntersectionObserver((entries) => {
    for (const e of entries) {
      const row = rows.find((r) => r.item === e.target);
      if (row) row.seen = e.isIntersecting;
    }
    tellSeen();
    later();
  }, { rootMargin: "80px" });
  const sized = new ResizeObserver(later);
  document.addEventListener("visibilitychange", tellSeen);
  narrow.addEventListener("change", () => { placeCloseUp(); later(); });

  document.addEventListener("zerokara:network", (event) => {
    network = event.detail;
    wanted = "none yet"; // so that the worker is told anew
    build();
  });
  document.addEventListener("zerokara:inside", (event) => {
    inside = event.detail;
    $("inside-note").style.visibility = inside.known ? "hidden" : ""; // its place stays
    later();
  });
  document.addEventListener("zerokara:closeup", (event) => {
    close = event.detail;
    if (close && rows[close.layer]) rows[close.layer].cursor = close.unit;
    later();
  });
  document.addEventListener("zerokara:state", (event) => {
    const said = document.querySelector("#layers .answers .said");
    if (!said) return;
    const s = event.detail;
    setText(said, s.digit === null ? t("inside.bars") : t("inside.answer", { digit: s.digit, percent: s.percents[s.digit] }));
  });
  document.addEventListener("zerokara:scales", (event) => {
    for (const [name, colors] of Object.entries(event.detail)) {
      document.documentElement.style.setProperty(`--${name}`, `linear-gradient(to right, ${colors.join(", ")})`);
    }
    later();
  });
  document.addEventListener("zerokara:language", () => {
    if (!network) return;
    build();
  });
  panel.dataset.state = "empty";
})();
