// First ink: the pad, until app.wasm takes over its strokes and the pointer that draws
// (wasm/state/early.go). Which pointer does is decided as in wasm/state/pointer.go, and a
// stroke is seen as wasm/scene/pad.go draws it.

export const build = "unreleased";

const pad = /** @type {HTMLElement} */ (document.getElementById("pad"));
const canvas = Object.assign(document.createElement("canvas"), { className: "early" });
const ink = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
const devices = ["mouse", "touch", "pen"];
const gone = new AbortController();

/** @type {number[][]} */
const strokes = []; // each x, y, ... in units of the pad
/** @type {number[] | undefined} */
let newest; // of them, if it was not dropped
let taken = false; // by the program, to which data-ink belongs from then on
let hand = { draws: false, id: 0, device: "", second: false, lifted: 0 };

/** piece draws what a stroke gains by the point at k: a curve through the middles.
 * @type {(s: number[], k: number) => void} */
function piece(s, k) {
  ink.beginPath();
  if (k < 4) ink.moveTo(s[0], s[1]);
  else ink.moveTo((s[k - 4] + s[k - 2]) / 2, (s[k - 3] + s[k - 1]) / 2);
  if (k === 0) ink.lineTo(s[0] + 1e-4, s[1]);
  else ink.quadraticCurveTo(s[k - 2], s[k - 1], (s[k - 2] + s[k]) / 2, (s[k - 1] + s[k + 1]) / 2);
  ink.stroke();
}

/** end draws the last half segment.
 * @param {number[]} s */
function end(s) {
  const k = s.length - 2;
  if (k < 2) return;
  ink.beginPath();
  ink.moveTo((s[k - 2] + s[k]) / 2, (s[k - 1] + s[k + 1]) / 2);
  ink.lineTo(s[k], s[k + 1]);
  ink.stroke();
}

function redraw() {
  const scale = Math.min(devicePixelRatio || 1, 2);
  canvas.width = Math.round(pad.clientWidth * scale);
  canvas.height = Math.round(pad.clientHeight * scale);
  ink.scale(canvas.width, canvas.height);
  const strokeStyle = getComputedStyle(pad).getPropertyValue("--ink").trim();
  Object.assign(ink, { lineWidth: 0.064, lineCap: "round", strokeStyle });
  for (const s of strokes) {
    for (let k = 0; k < s.length; k += 2) piece(s, k);
    if (!hand.draws || s !== newest) end(s);
  }
  if (!taken) document.body.toggleAttribute("data-ink", strokes.length > 0);
}

/** @param {PointerEvent[]} events */
function extend(events) {
  const r = pad.getBoundingClientRect();
  for (const e of newest ? events : []) {
    const s = /** @type {number[]} */ (newest);
    const x = (e.clientX - r.left - pad.clientLeft) / pad.clientWidth;
    const y = (e.clientY - r.top - pad.clientTop) / pad.clientHeight;
    const k = s.length;
    if (k > 0 && Math.hypot(x - s[k - 2], y - s[k - 1]) < 0.002) continue;
    s.push(x, y);
    piece(s, k);
  }
}

function drop() {
  if (newest) strokes.pop();
  newest = undefined;
  redraw();
}

function lift() {
  hand = { ...hand, draws: false, lifted: performance.now() };
  if (newest) end(newest);
}

/** @param {PointerEvent} e */
function down(e) {
  if (e.button !== 0) return;
  const { pointerId: id, pointerType: device } = e;
  const resting = hand.draws || performance.now() - hand.lifted < 500;
  const palm = device === "pen" && hand.device === "touch" && resting;
  if (hand.draws && !palm) {
    hand.second ||= device === "touch" && hand.device === "touch";
    return;
  }
  if (palm) drop();
  hand = { draws: true, id, device, second: false, lifted: 0 };
  strokes.push((newest = []));
  if (!taken) document.body.toggleAttribute("data-ink", true);
  extend([e]);
  try {
    pad.setPointerCapture(id);
  } catch {
    // it may be gone already
  }
}

/** @param {PointerEvent} e */
function move(e) {
  if (!mine(e)) return;
  if (hand.device === "mouse" ? !(e.buttons & 1) : !e.buttons) return lift();
  const all = e.getCoalescedEvents?.() ?? [];
  extend(all.length > 0 ? all : [e]);
}

/** @param {PointerEvent} e */
function up(e) {
  extend([e]);
  lift();
}

/** @param {PointerEvent} e */
const mine = (e) => hand.draws && e.pointerId === hand.id;

/** @param {PointerEvent} e */
function cancel(e) {
  if (!mine(e)) return;
  if (hand.second) drop();
  lift();
}

/** take returns what wasm/state/early.go reads. What happens until leave is drawn, no more. */
export function take() {
  taken = true;
  const { draws, id, device, second, lifted } = hand;
  const since = performance.now() - lifted;
  return Float64Array.of(
    +draws,
    id,
    devices.indexOf(device),
    +second,
    since,
    ...strokes.flatMap((s) => [s.length, ...s]),
  );
}

/** leave ends this once the program's own canvas shows the ink. */
export function leave() {
  gone.abort();
  canvas.remove();
}

/** @type {(on: EventTarget, type: string, f: (e: any) => void) => void} */
const listen = (on, type, f) => on.addEventListener(type, f, { signal: gone.signal, passive: false });
canvas.setAttribute("aria-hidden", "true");
pad.append(canvas);
new ResizeObserver(() => canvas.isConnected && redraw()).observe(pad);
listen(matchMedia("(prefers-color-scheme: dark)"), "change", redraw);
listen(pad, "pointerdown", down);
// Raw updates, where there are any: those that app.wasm takes, so that no point falls between.
listen(pad, "onpointerrawupdate" in pad ? "pointerrawupdate" : "pointermove", move);
listen(pad, "pointerup", (e) => mine(e) && up(e));
for (const type of ["pointercancel", "lostpointercapture"]) listen(pad, type, cancel);
listen(pad, "mouseup", (e) => hand.draws && hand.device === "mouse" && e.button === 0 && up(e));
listen(window, "blur", () => hand.draws && lift());
listen(pad, "contextmenu", (e) => hand.draws && e.preventDefault()); // a long press
listen(pad, "touchmove", (e) => "embed" in document.body.dataset || e.preventDefault());
listen(pad, "dragstart", (e) => e.preventDefault());
