// Line drawings on a 24-unit grid; the mark is Komotini's clock tower, reduced to dome, clock and shaft.
const NS = "http://www.w3.org/2000/svg";
const LINES = {
  close: "M6 6l12 12M18 6L6 18",
  menu: "M5 7h14M5 12h14M5 17h14",
  send: "M12 19V6M6 11.5L12 5.5l6 6",
  photo: "M4 8.5h3.2L9 6h6l1.8 2.5H20V19H4zM12 10.2a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4z",
  pin: "M12 21s-6.5-6.2-6.5-11a6.5 6.5 0 0 1 13 0c0 4.8-6.5 11-6.5 11zM12 7.7a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8z",
  save: "M12 4v10M7.5 10l4.5 4.5 4.5-4.5M5 19h14",
  mail: "M4 6h16v12H4zM4 7l8 6 8-6",
  bin: "M5 7h14M9.5 7V4.5h5V7M7 7l1 13h8l1-13M10.5 11v5.5M13.5 11v5.5",
  again: "M19 12a7 7 0 1 1-2.2-5.1M19 4v4.5h-4.5",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  file: "M6 3.5h8l4 4v13H6zM14 3.5V8h4",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 2",
};
const TOWER =
  "M11.5 0h1v1.7c2.3.4 3.9 2 4.1 4.3H18v1.6h-1V12h1v1.5h-.8L18.2 24h-4.1v-3.4a2.1 2.1 0 0 0-4.2 0V24H5.8l1-10.5H6V12h1V7.6H6V6h1.4" +
  "c.2-2.3 1.8-3.9 4.1-4.3zM12 7.2a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zm-.45 1.1h.9v1.3l.9.7-.5.7-1.3-1z";

function svg(className, path) {
  const node = document.createElementNS(NS, "svg");
  node.setAttribute("viewBox", "0 0 24 24");
  node.setAttribute("class", className);
  node.setAttribute("aria-hidden", "true");
  node.setAttribute("focusable", "false");
  const line = document.createElementNS(NS, "path");
  line.setAttribute("d", path);
  line.setAttribute("fill-rule", "evenodd");
  node.append(line);
  return node;
}

export const icon = (name) => svg("icon", LINES[name]);
export const tower = () => svg("tower", TOWER);
