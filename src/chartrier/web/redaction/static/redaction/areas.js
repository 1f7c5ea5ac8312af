// Areas of a page: those that the form lists are drawn over its picture; what is traced there is added to the list.
(() => {
  const place = document.querySelector("[data-tracing]");
  const list = document.getElementById("id_areas");
  if (!place || !list) return;
  const sheet = place.querySelector(".tracing-page");
  const picture = sheet.querySelector("img");
  const number = document.getElementById("traced-page");
  const toggle = place.querySelector("[data-trace]");
  const pages = Number(place.dataset.pages);
  const page = () => Math.min(Math.max(Number(number ? number.value : 1) || 1, 1), pages);
  const lines = () => list.value.split("\n").filter((line) => line.trim());
  let begun = null;

  // a script that gives a field its value tells nobody: what keeps what was typed would not know
  const give = (all) => {
    list.value = all.join("\n");
    list.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const box = (left, top, right, bottom) => {
    const drawn = document.createElement("div");
    drawn.className = "traced";
    drawn.style.left = `${left}%`;
    drawn.style.top = `${top}%`;
    drawn.style.width = `${right - left}%`;
    drawn.style.height = `${bottom - top}%`;
    return drawn;
  };
  const redraw = () => {
    sheet.querySelectorAll(".traced").forEach((each) => each.remove());
    for (const line of lines()) {
      const found = /^\s*(\d+)\s*:\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)/.exec(line);
      if (found && Number(found[1]) === page()) sheet.append(box(...found.slice(2).map(Number)));
    }
  };
  const where = (event) => {
    const edges = picture.getBoundingClientRect();
    const within = (value) => Math.min(Math.max(value * 100, 0), 100);
    return [within((event.clientX - edges.left) / edges.width), within((event.clientY - edges.top) / edges.height)];
  };
  const between = (event) => {
    const [x, y] = where(event);
    return [Math.min(x, begun[0]), Math.min(y, begun[1]), Math.max(x, begun[0]), Math.max(y, begun[1])];
  };

  place.querySelectorAll(".tracing-tools").forEach((each) => { each.hidden = false; });
  toggle.addEventListener("click", () => {
    const on = toggle.getAttribute("aria-pressed") !== "true";
    toggle.setAttribute("aria-pressed", String(on));
    sheet.classList.toggle("tracing-on", on);
  });
  place.querySelector("[data-undo]").addEventListener("click", () => {
    give(lines().slice(0, -1));
  });
  sheet.addEventListener("pointerdown", (event) => {
    if (!sheet.classList.contains("tracing-on")) return;
    event.preventDefault();
    sheet.setPointerCapture(event.pointerId);
    begun = where(event);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!begun) return;
    redraw();
    sheet.append(box(...between(event)));
  });
  sheet.addEventListener("pointerup", (event) => {
    if (!begun) return;
    const sides = between(event);
    begun = null;
    if (sides[2] - sides[0] > 0.3 && sides[3] - sides[1] > 0.3) {
      give([...lines(), `${page()}: ${sides.map((side) => side.toFixed(1)).join(", ")}`]);
    }
    redraw();
  });
  list.addEventListener("input", redraw);
  if (number) {
    number.addEventListener("change", () => {
      number.value = page();
      picture.src = picture.dataset.address.replace(/page-0$/, `page-${page()}`);
      redraw();
    });
  }
  redraw();
})();
