// Sends the files of a deposit as they are chosen (tus 1.0): in parts, resumed after a broken connection.
(() => {
  "use strict";
  const form = document.getElementById("draft");
  if (!form) return;
  const input = document.getElementById("files");
  const drop = form.querySelector("[data-drop]");
  const list = document.getElementById("list");
  const sent = document.getElementById("sent");
  const alarm = document.getElementById("refusals");
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const PART = 8 * 1024 * 1024;
  const WAITS = [500, 1000, 2000, 4000, 8000, 15000];
  const queue = [];
  let busy = 0;
  let wanted = null;
  let over = false;

  // The session has ended: nothing is taken any more before somebody signs in again.
  class SignedOut extends Error {}
  // Trying again would change nothing.
  class Refused extends Error {}
  // We are answered where we ask, or sent to the page that asks to sign in.
  const reach = async (address, options) => {
    const answer = await fetch(address, { credentials: "same-origin", redirect: "manual", ...options });
    if (answer.type === "opaqueredirect") throw new SignedOut();
    return answer;
  };
  const ask = (address, method, headers = {}, body = null) =>
    reach(address, { method, body, headers: { "Tus-Resumable": "1.0.0", "X-CSRFToken": token, ...headers } });
  // What a refusal says; a whole page of the site is no reason.
  const reason = async (answer) => {
    const text = (answer.headers.get("Content-Type") || "").startsWith("text/plain") ? await answer.text() : "";
    return text || (answer.status === 404 ? form.dataset.gone : form.dataset.unknown);
  };
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
      const answer = await reach(form.dataset.begin, { method: "POST", body, headers: { "X-CSRFToken": token } });
      if (answer.status >= 400 && answer.status < 500) throw new Refused(await reason(answer));
      if (answer.status !== 201) throw new Error(String(answer.status));
      const place = answer.headers.get("Location");
      form.action = place;
      form.dataset.files = `${place}fichiers/`;
      history.replaceState(null, "", place);
    })().catch((problem) => { beginning = null; throw problem; });
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

  // How much of it is there; null when the server is not reached, -1 when it knows nothing of it any more.
  const come = async (address) => {
    try {
      const answer = await ask(address, "HEAD");
      if (answer.ok) return Number(answer.headers.get("Upload-Offset"));
      return answer.status >= 500 ? null : -1;
    } catch (problem) {
      if (problem instanceof SignedOut) throw problem;
      return null;
    }
  };

  const send = async (file, name, row) => {
    let address = null;
    let offset = 0;
    let failures = 0;
    row.item.dataset.sending = "yes";
    while (address === null || offset < file.size) {
      if (row.item.dataset.out) return;
      if (over) return unsent(row);
      try {
        if (address === null) {
          await begun();
          const answer = await ask(form.dataset.files, "POST", {
            "Upload-Length": String(file.size), "Upload-Metadata": `filename ${encoded(name)}`,
          });
          if (answer.status !== 201) return refuse(row, name, await reason(answer));
          address = answer.headers.get("Location");
          // what had come of it is gone on with: the line that told of it is this one now
          for (const line of [...list.children]) if (line.dataset.file === address) line.remove();
          row.item.dataset.file = address;
          if (file.size) offset = Math.max(0, (await come(address)) || 0);
        } else {
          const part = file.slice(offset, offset + PART);
          const answer = await ask(address, "PATCH", {
            "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset),
          }, part);
          if (answer.status === 204) {
            offset = Number(answer.headers.get("Upload-Offset"));
            document.dispatchEvent(new Event("frame:activity"));
          }
          else if ([409, 423, 460].includes(answer.status) || answer.status >= 500) throw new Error(String(answer.status));
          else return refuse(row, name, await reason(answer));
        }
        failures = 0;
        row.bar.value = offset;
        row.badge.textContent = file.size ? `${Math.floor((offset * 100) / file.size)} %` : "";
      } catch (problem) {
        if (problem instanceof SignedOut) return signedOut(row);
        if (problem instanceof Refused) return refuse(row, name, problem.message);
        row.badge.textContent = form.dataset.failed;
        await pause(WAITS[Math.min(failures, WAITS.length - 1)]);
        failures += 1;
        if (address !== null) {
          let there;
          try { there = await come(address); } catch { return signedOut(row); }
          if (there === -1) return refuse(row, name, form.dataset.gone);
          if (there !== null) offset = there;
        }
      }
    }
    row.bar.remove();
    row.badge.className = "badge badge-success";
    row.badge.textContent = form.dataset.whole;
    sent.textContent = `${name} : ${form.dataset.whole}`;
  };
  // An alert that takes the focus: what is wrong, each with its remedy, and what to do now.
  const alert = (title, lines, after) => {
    const heading = document.createElement("h2");
    heading.className = "notice-title";
    heading.textContent = title;
    const items = document.createElement("ul");
    for (const each of lines) { const line = document.createElement("li"); line.textContent = each; items.append(line); }
    const last = document.createElement("p");
    last.append(after);
    alarm.querySelector("div").replaceChildren(heading, ...(lines.length ? [items] : []), last);
    alarm.hidden = false;
    alarm.focus();
  };
  const refuse = (row, name, why) => {
    row.bar.remove();
    row.badge.className = "badge badge-error";
    row.badge.textContent = form.dataset.refused;
    const said = document.createElement("p");
    said.className = "field-error";
    said.textContent = why;
    row.item.append(said);
    row.item.dataset.refused = `${name} : ${why}`;
    sent.textContent = `${name} : ${form.dataset.refused}`;
  };
  // What was refused and that nobody has taken away, nor gone on without.
  const refusals = () => [...list.querySelectorAll("li[data-refused]:not([data-known])")];
  const tell = (items) => {
    alert(form.dataset.some, items.map((item) => item.dataset.refused), form.dataset.again);
    for (const item of items) item.dataset.known = "yes";
    sent.textContent = "";
  };
  const unsent = (row) => {
    row.bar.remove();
    row.badge.className = "badge badge-warning";
    row.badge.textContent = form.dataset.unsent;
  };
  const signedOut = (row) => {
    unsent(row);
    over = true;
    wanted = null;
    for (const each of queue.splice(0)) unsent(each.row);
    const link = document.createElement("a");
    // the page of this deposit asks to sign in, and opens then
    link.href = location.pathname;
    link.textContent = form.dataset.sign;
    sent.textContent = "";
    alert(form.dataset.over, [form.dataset.kept], link);
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
    if (!name || over) return;
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
    if (!over && !list.querySelector("li[data-refused]")) alarm.hidden = true;
    input.focus();
  });
  form.addEventListener("submit", (event) => {
    if (over) { event.preventDefault(); alarm.focus(); return; }
    if (event.submitter && event.submitter.hasAttribute("formaction")) return;
    if (busy || queue.length) {
      // what was asked for is done once all has come
      event.preventDefault();
      wanted = event.submitter;
      sent.textContent = form.dataset.waiting;
    } else if (refusals().length) {
      // nobody leaves without a file that they believe is there
      event.preventDefault();
      tell(refusals());
    }
  });
  window.addEventListener("beforeunload", (event) => { if (busy || queue.length) event.preventDefault(); });
})();
