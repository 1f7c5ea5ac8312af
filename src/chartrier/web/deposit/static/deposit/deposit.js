// Sends the files of a deposit as they are chosen (tus 1.0): in parts, resumed after a broken connection.
(() => {
  "use strict";
  const form = document.getElementById("draft");
  if (!form) return;
  const input = document.getElementById("files");
  const drop = form.querySelector("[data-drop]");
  const list = document.getElementById("list");
  const sent = document.getElementById("sent");
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const PART = 8 * 1024 * 1024;
  const WAITS = [500, 1000, 2000, 4000, 8000, 15000];
  const queue = [];
  let busy = 0;
  let wanted = null;

  const ask = (address, method, headers = {}, body = null) =>
    fetch(address, {
      method, body, credentials: "same-origin",
      headers: { "Tus-Resumable": "1.0.0", "X-CSRFToken": token, ...headers },
    });
  const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const amount = (bytes) => {
    const units = document.documentElement.lang === "fr" ? ["octets", "ko", "Mo", "Go"] : ["bytes", "kB", "MB", "GB"];
    let step = 0;
    while (bytes >= 999.5 && step < 3) { bytes /= 1000; step += 1; }
    return `${new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(bytes)} ${units[step]}`;
  };

  // The first file begins the draft, when nothing has begun it yet; the page is then that of the draft.
  let beginning = null;
  const begun = () => {
    if (form.dataset.files) return Promise.resolve();
    beginning = beginning || (async () => {
      const body = new URLSearchParams({ begin: "yes", csrfmiddlewaretoken: token });
      const answer = await fetch(form.dataset.begin, { method: "POST", body, credentials: "same-origin", headers: { "X-CSRFToken": token } });
      if (answer.status !== 201) { beginning = null; throw new Error(String(answer.status)); }
      const place = answer.headers.get("Location");
      form.action = place;
      form.dataset.files = `${place}fichiers/`;
      history.replaceState(null, "", place);
    })();
    return beginning;
  };

  const shown = (name, size) => {
    const item = document.createElement("li");
    const line = document.createElement("p");
    const strong = document.createElement("strong");
    strong.textContent = name;
    const soft = document.createElement("span");
    soft.className = "soft";
    soft.textContent = ` ${amount(size)} `;
    const badge = document.createElement("span");
    badge.className = "badge badge-info";
    const bar = document.createElement("progress");
    bar.max = size || 1;
    bar.value = 0;
    bar.setAttribute("aria-label", name);
    const out = document.createElement("button");
    out.type = "button";
    out.className = "button button-quiet button-small";
    out.textContent = form.dataset.remove;
    out.setAttribute("aria-label", `${form.dataset.remove} ${name}`);
    out.setAttribute("data-take-out", "");
    line.append(strong, soft, badge, " ", out);
    item.append(line, bar);
    list.append(item);
    return { item, bar, badge };
  };

  // How much of it is there; null when the server is not reached.
  const come = async (address) => {
    try {
      const answer = await ask(address, "HEAD");
      return answer.ok ? Number(answer.headers.get("Upload-Offset")) : -1;
    } catch { return null; }
  };

  const send = async (file, name, row) => {
    let address = null;
    let offset = 0;
    let failures = 0;
    row.item.dataset.sending = "yes";
    while (address === null || offset < file.size) {
      if (row.item.dataset.out) return;
      try {
        if (address === null) {
          await begun();
          const answer = await ask(form.dataset.files, "POST", {
            "Upload-Length": String(file.size), "Upload-Metadata": `filename ${encoded(name)}`,
          });
          if (answer.status !== 201) return refuse(row, await answer.text());
          address = answer.headers.get("Location");
          row.item.dataset.file = address;
        } else {
          const part = file.slice(offset, offset + PART);
          const answer = await ask(address, "PATCH", {
            "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset),
          }, part);
          if (answer.status === 204) offset = Number(answer.headers.get("Upload-Offset"));
          else if ([409, 423, 460].includes(answer.status) || answer.status >= 500) throw new Error(String(answer.status));
          else return refuse(row, await answer.text());
        }
        failures = 0;
        row.bar.value = offset;
        row.badge.textContent = file.size ? `${Math.floor((offset * 100) / file.size)} %` : "";
      } catch {
        row.badge.textContent = form.dataset.failed;
        await pause(WAITS[Math.min(failures, WAITS.length - 1)]);
        failures += 1;
        if (address !== null) {
          const there = await come(address);
          if (there === -1) return refuse(row, "");
          if (there !== null) offset = there;
        }
      }
    }
    row.bar.remove();
    row.badge.className = "badge badge-success";
    row.badge.textContent = form.dataset.whole;
    sent.textContent = `${name} : ${form.dataset.whole}`;
  };
  const refuse = (row, why) => {
    row.bar.remove();
    row.badge.className = "badge badge-error";
    row.badge.textContent = form.dataset.refused;
    if (why) { const said = document.createElement("p"); said.className = "field-error"; said.textContent = why; row.item.append(said); }
  };

  const next = async () => {
    if (busy >= 2 || !queue.length) return;
    busy += 1;
    const { file, name, row } = queue.shift();
    try { await send(file, name, row); } finally {
      busy -= 1;
      next();
      if (!busy && !queue.length && wanted) { const by = wanted; wanted = null; form.requestSubmit(by); }
    }
  };
  const add = (file, name) => {
    // the system's own sign of a folder that cannot be read as a file
    if (!name) return;
    queue.push({ file, name, row: shown(name, file.size) });
    next();
  };

  const walk = async (entry, path) => {
    if (entry.isFile) return new Promise((done) => entry.file((file) => { add(file, path + file.name); done(); }, done));
    const reader = entry.createReader();
    for (;;) {
      const entries = await new Promise((done) => reader.readEntries(done, () => done([])));
      if (!entries.length) return undefined;
      for (const each of entries) await walk(each, `${path}${entry.name}/`);
    }
  };

  input.removeAttribute("name");
  input.addEventListener("change", () => {
    for (const file of input.files) add(file, file.webkitRelativePath || file.name);
    input.value = "";
  });
  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("drop-over"); });
  }
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("drop-over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    if (entries.some(Boolean)) for (const entry of entries) { if (entry) await walk(entry, ""); }
    else for (const file of event.dataTransfer.files) add(file, file.name);
  });
  list.addEventListener("click", async (event) => {
    if (!event.target.matches("[data-take-out]")) return;
    const item = event.target.closest("li");
    item.dataset.out = "yes";
    // a part of it may still be on its way
    for (let left = 20; item.dataset.file && left && (await ask(item.dataset.file, "DELETE")).status === 423; left -= 1) await pause(250);
    item.remove();
    input.focus();
  });
  form.addEventListener("submit", (event) => {
    if ((busy || queue.length) && !(event.submitter && event.submitter.hasAttribute("formaction"))) {
      // what was asked for is done once all has come
      event.preventDefault();
      wanted = event.submitter;
      sent.textContent = form.dataset.waiting;
    }
  });
  window.addEventListener("beforeunload", (event) => { if (busy || queue.length) event.preventDefault(); });
})();
