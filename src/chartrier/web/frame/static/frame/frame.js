// What every page does: warns before the session ends, keeps what was typed, puts the focus where it is wanted.
(() => {
  "use strict";
  const body = document.body;

  const focused = document.querySelector("[data-focus]");
  if (focused) focused.focus();
  document.addEventListener("htmx:afterSettle", (event) => {
    const wanted = event.target.querySelector && event.target.querySelector("[data-focus]");
    if (wanted) wanted.focus();
  });

  // A menu closes as people expect it to: by Escape, by a click elsewhere, when the focus leaves it.
  const menus = document.querySelectorAll("[data-menu]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus) {
      if (!menu.open) continue;
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
  });
  for (const menu of menus) {
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
    });
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => window.print());
  }
  for (const opener of document.querySelectorAll("[data-opens]")) {
    opener.addEventListener("click", () => document.getElementById(opener.dataset.opens).showModal());
  }
  for (const closer of document.querySelectorAll("[data-closes]")) {
    closer.addEventListener("click", () => closer.closest("dialog").close());
  }

  // What was typed stays in this tab until its form is taken; never passwords, codes or files. It is its person's: for
  // somebody else at the same machine there is nothing.
  const KEPT = `typed:${body.dataset.who}:${location.pathname}`;
  const SENT = "sent", CAME_BACK = "came-back";
  const UNKEPT = ["password", "hidden", "file", "submit", "button"];
  const keeps = (field) =>
    field.name && field.form && field.form.method === "post" && field.closest("main") &&
    !UNKEPT.includes(field.type) && field.autocomplete !== "one-time-code" && !field.closest("[data-unkept]");
  const fields = () => [...document.querySelectorAll("main form input, main form select, main form textarea")].filter(keeps);
  const remember = () => {
    const typed = {};
    for (const [index, field] of fields().entries()) {
      const value = field.type === "checkbox" || field.type === "radio" ? field.checked : field.value;
      typed[`${index}:${field.name}`] = value;
    }
    try { sessionStorage.setItem(KEPT, JSON.stringify(typed)); } catch { /* a full store keeps nothing */ }
  };
  const restore = () => {
    let typed;
    try { typed = JSON.parse(sessionStorage.getItem(KEPT)); } catch { typed = null; }
    if (!typed || document.querySelector("[aria-invalid]")) return;
    for (const [index, field] of fields().entries()) {
      const value = typed[`${index}:${field.name}`];
      if (value === undefined) continue;
      if (field.type === "checkbox" || field.type === "radio") field.checked = value;
      else field.value = value;
    }
  };
  const ended = Number(body.dataset.session) || 0;
  // A form that was sent may come back untaken: the session had ended, the page says that it was no longer valid.
  const sent = sessionStorage.getItem(SENT);
  if (sent) {
    const untaken = !ended || (sent === KEPT && !fields().length);
    if (untaken) sessionStorage.setItem(CAME_BACK, "1");
    else {
      if (!sessionStorage.getItem(CAME_BACK)) sessionStorage.removeItem(sent);
      sessionStorage.removeItem(SENT);
      sessionStorage.removeItem(CAME_BACK);
    }
  }
  if (ended) {
    restore();
    document.addEventListener("input", remember);
    document.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (event.target.closest("main")) sessionStorage.setItem(SENT, KEPT);
      else if (event.target.matches("[data-leaves]")) sessionStorage.clear();
    });
  }

  // The server ends a session after so many seconds without a request; another tab may have made it last.
  const dialog = document.getElementById("session-ends");
  if (!ended || !dialog) return;
  const LAST = "session-last";
  const now = () => Date.now() / 1000;
  const touched = () => localStorage.setItem(LAST, String(now()));
  const warn = Math.min(300, ended / 3);
  touched();
  document.addEventListener("htmx:afterRequest", (event) => {
    const headers = event.detail.requestConfig && event.detail.requestConfig.headers;
    if (event.detail.successful && !(headers && "X-Quiet" in headers)) touched();
  });
  const look = () => {
    const left = Number(localStorage.getItem(LAST)) + ended - now();
    if (left <= 0) location.reload();
    else if (left <= warn) { if (!dialog.open) dialog.showModal(); }
    else if (dialog.open) dialog.close();
  };
  setInterval(look, Math.min(5000, ended * 100));
  dialog.querySelector("[data-session-continue]").addEventListener("click", async () => {
    const token = JSON.parse(body.getAttribute("hx-headers"))["X-CSRFToken"];
    const answer = await fetch(body.dataset.sessionUrl, { method: "POST", headers: { "X-CSRFToken": token } });
    if (answer.ok) { touched(); dialog.close(); } else location.reload();
  });
})();
