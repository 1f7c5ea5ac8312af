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
  const folder = document.getElementById("folder");
  const parts = document.getElementById("sent-files");
  const counted = document.getElementById("sent-count");
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const PART = 8 * 1024 * 1024;
  const WAITS = [500, 1000, 2000, 4000, 8000, 15000];
  // Lines beyond which the list folds, and those that an alert says.
  const FOLDED = 10;
  const SAID = 20;
  const queue = [];
  let busy = 0;
  let wanted = null;
  let over = false;

  // The session has ended: nothing is taken any more before somebody signs in again.
  class SignedOut extends Error {}
  // Trying again would change nothing.
  class Refused extends Error {}
  // The file itself cannot be read any more, or never could: no network is at fault.
  class Unreadable extends Error {}
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
      const giving = form.querySelector("[data-abandon]");
      if (giving) { giving.querySelector("a").href = `${place}abandonner/`; giving.hidden = false; }
    })().catch((problem) => { beginning = null; throw problem; });
    return beginning;
  };

  // How many files there are and how much, over a list that folds once it is long.
  let folds = list.children.length <= FOLDED;
  let counts = false;
  const recount = () => {
    if (counts) return;
    counts = true;
    setTimeout(() => {
      counts = false;
      const items = [...list.children];
      const one = items.length === 1 || (!items.length && document.documentElement.lang === "fr");
      const number = new Intl.NumberFormat(document.documentElement.lang).format(items.length);
      const bytes = items.reduce((sum, item) => sum + Number(item.dataset.size || 0), 0);
      counted.textContent = `${(one ? form.dataset.oneFile : form.dataset.someFiles).replace("{count}", number)}, ${amount(bytes)}`;
      parts.hidden = !items.length;
      if (folds && items.length > FOLDED) { folds = false; parts.open = false; }
    });
  };

  // `size` null: of what could not be read.
  const shown = (name, size) => {
    const item = document.createElement("li");
    item.dataset.name = name;
    item.dataset.size = size || 0;
    const line = document.createElement("p");
    const strong = document.createElement("strong");
    strong.textContent = name;
    const soft = document.createElement("span");
    soft.className = "soft";
    soft.textContent = size === null ? " " : ` ${amount(size)} `;
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
    recount();
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

  const announcing = new Map();
  const announce = async (file, name, row) => {
    await begun();
    const answer = await ask(form.dataset.files, "POST", {
      "Upload-Length": String(file.size), "Upload-Metadata": `filename ${encoded(name)}`,
    });
    if (answer.status !== 201) throw new Refused(await reason(answer));
    const address = answer.headers.get("Location");
    // what had come of it is gone on with: the line that told of it is this one now
    for (const line of [...list.children]) if (line.dataset.file === address) line.remove();
    row.item.dataset.file = address;
    recount();
    return address;
  };

  const send = async (file, name, row) => {
    let address = null;
    let offset = 0;
    let failures = 0;
    row.item.dataset.sending = "yes";
    while (address === null || offset < file.size) {
      if (row.item.dataset.out || over) return unsent(row);
      try {
        if (address === null) {
          const announced = announce(file, name, row);
          // whoever takes it away meanwhile waits for what is to be taken away
          announcing.set(row.item, announced.catch(() => null));
          address = await announced;
          if (file.size) offset = Math.max(0, (await come(address)) || 0);
        } else {
          // read before it is sent, so that a file which cannot be read is told from a connection that broke
          const part = await file.slice(offset, offset + PART).arrayBuffer().catch(() => { throw new Unreadable(); });
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
        if (problem instanceof Unreadable) return lost(row, name, form.dataset.unread);
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
  const alert = (title, lines, ...after) => {
    const heading = document.createElement("h2");
    heading.className = "notice-title";
    heading.textContent = title;
    const items = document.createElement("ul");
    const told = lines.length > SAID ? [...lines.slice(0, SAID), "…"] : lines;
    for (const each of told) { const line = document.createElement("li"); line.textContent = each; items.append(line); }
    const last = document.createElement("p");
    last.append(...after);
    alarm.querySelector("div").replaceChildren(heading, ...(lines.length ? [items] : []), last);
    alarm.hidden = false;
    alarm.focus();
  };
  const refuse = (row, name, why, how = form.dataset.refused) => {
    if (row.item.dataset.out) return;
    row.bar.remove();
    row.badge.className = "badge badge-error";
    row.badge.textContent = how;
    const said = document.createElement("p");
    said.className = "field-error";
    said.textContent = why;
    row.item.append(said);
    row.item.dataset.refused = `${name} : ${why}`;
    // before the others, where it is seen
    list.prepend(row.item);
    sent.textContent = `${name} : ${how}`;
  };
  // What cannot be read is told at once, and nothing else waits for it: what had come of it is of no use.
  const lost = async (row, name, why) => {
    if (row.item.dataset.out) return;
    refuse(row, name, why, form.dataset.unreadable);
    row.item.dataset.lost = "yes";
    wanted = null;
    tellLost();
    if (!row.item.dataset.file) return;
    try {
      const answer = await ask(row.item.dataset.file, "DELETE");
      if ([204, 410].includes(answer.status)) delete row.item.dataset.file;
    } catch (problem) {
      if (problem instanceof SignedOut) signedOut();
    }
  };
  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button-second button-small";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };
  const tellLost = () => {
    const items = [...list.querySelectorAll("li[data-lost]")];
    const folders = folder && items.every((item) => item.dataset.name.endsWith("/"));
    alert(
      form.dataset.some, items.map((item) => item.dataset.refused),
      button(form.dataset.remove, async () => { for (const item of items) await takeOut(item); }), " ",
      button(form.dataset.choose, () => (folders ? folder : input).click()),
    );
    for (const item of items) item.dataset.known = "yes";
  };
  // After a line has gone: what is still wrong.
  const settle = () => {
    recount();
    if (over) return;
    if (list.querySelector("li[data-lost]")) tellLost();
    else if (!list.querySelector("li[data-refused]")) alarm.hidden = true;
  };
  const stays = (item, why) => {
    delete item.dataset.out;
    const link = document.createElement("a");
    link.href = location.pathname;
    link.textContent = form.dataset.reload;
    alert(form.dataset.stays, [`${item.dataset.name} : ${why}`], link);
  };
  // A line goes when the server says that its file is no more of the deposit; else why it stays is told.
  const takeOut = async (item) => {
    item.dataset.out = "yes";
    await announcing.get(item);
    if (item.dataset.file) {
      let answer;
      try {
        // a part of it may still be on its way
        for (let left = 20; ; left -= 1) {
          answer = await ask(item.dataset.file, "DELETE");
          if (answer.status !== 423 || !left) break;
          await pause(250);
        }
      } catch (problem) {
        if (!(problem instanceof SignedOut)) return stays(item, form.dataset.unreached);
        delete item.dataset.out;
        return signedOut();
      }
      if (answer.status === 404) return stays(item, form.dataset.absent);
      if (answer.status >= 500) return stays(item, form.dataset.unreached);
      if (![204, 410].includes(answer.status)) return stays(item, await reason(answer));
    }
    item.remove();
    settle();
    if (alarm.hidden) input.focus();
  };
  // What was refused and that nobody has taken away, nor gone on without.
  const refusals = () => [...list.querySelectorAll("li[data-refused]:not([data-known])")];
  const tell = (items) => {
    parts.open = true;
    alert(form.dataset.some, items.map((item) => item.dataset.refused), form.dataset.again);
    for (const item of items) item.dataset.known = "yes";
    sent.textContent = "";
  };
  const unsent = (row) => {
    row.bar.remove();
    row.badge.className = "badge badge-warning";
    row.badge.textContent = form.dataset.unsent;
  };
  const signedOut = (row = null) => {
    if (row) unsent(row);
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
    // chosen again, it takes the place of the line that could not be read; alone, it has lost its folders
    const gone = [...list.querySelectorAll("li[data-lost]")].filter((item) => !item.dataset.file);
    const same = gone.filter((item) => item.dataset.name === name);
    const [line, other] = same.length ? same : gone.filter((item) => item.dataset.name.endsWith(`/${name}`));
    const found = line && !other ? line.dataset.name : name;
    if (line && !other) line.remove();
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
    queue.push({ file, name: found, row: shown(found, file.size) });
    if (!alarm.hidden) settle();
    next();
  };
  const cannotRead = (name, why) => { if (!over) lost(shown(name, null), name, why); };

  const walk = async (entry, path) => {
    if (entry.isFile) {
      return new Promise((done) => entry.file(
        (file) => { add(file, path + file.name); done(); },
        () => { cannotRead(path + entry.name, form.dataset.unread); done(); },
      ));
    }
    const reader = entry.createReader();
    for (;;) {
      const entries = await new Promise((done) => reader.readEntries(done, () => done(null)));
      if (entries === null) return cannotRead(`${path}${entry.name}/`, form.dataset.unlisted);
      if (!entries.length) return undefined;
      for (const each of entries) await walk(each, `${path}${entry.name}/`);
    }
  };

  input.removeAttribute("name");
  for (const field of folder ? [input, folder] : [input]) {
    field.addEventListener("change", () => {
      for (const file of field.files) add(file, file.webkitRelativePath || file.name);
      field.value = "";
    });
  }
  if (folder && "webkitdirectory" in folder) folder.closest("[data-folder]").hidden = false;
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
  list.addEventListener("click", (event) => {
    if (event.target.matches("[data-take-out]")) takeOut(event.target.closest("li"));
  });
  form.addEventListener("submit", (event) => {
    if (over) { event.preventDefault(); alarm.focus(); return; }
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
