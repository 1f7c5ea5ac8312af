// What every page does: warns before the session ends, puts the focus where it is wanted.
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

  // The server ends a session after so many seconds without a request; another tab may have made it last.
  const ended = Number(body.dataset.session) || 0;
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
  // What sends by itself, as an upload does, says so: it prolongs the session as any request does.
  document.addEventListener("frame:activity", touched);
  const busy = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
  // Whoever closed the dialog has read it: it comes back once more, when little is left.
  const last = Math.min(60, warn / 3);
  let closed = Infinity;
  dialog.addEventListener("cancel", () => { closed = Number(localStorage.getItem(LAST)) + ended - now(); });
  const look = () => {
    const left = Number(localStorage.getItem(LAST)) + ended - now();
    if (left > warn) {
      closed = Infinity;
      if (dialog.open) dialog.close();
    } else if (left <= 0 && !busy()) location.reload();
    else if (!dialog.open && (closed === Infinity || (closed > last && left <= last))) {
      document.dispatchEvent(new Event("frame:session-ends"));
      dialog.showModal();
    }
  };
  setInterval(look, Math.min(5000, ended * 100));
  dialog.querySelector("[data-session-continue]").addEventListener("click", async () => {
    const token = JSON.parse(body.getAttribute("hx-headers"))["X-CSRFToken"];
    const answer = await fetch(body.dataset.sessionUrl, { method: "POST", headers: { "X-CSRFToken": token } });
    if (answer.ok) { touched(); dialog.close(); } else location.reload();
  });
})();
