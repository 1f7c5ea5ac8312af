// What was typed and not taken: it comes back after the end of a session, a reload or a crash, in the field that it was
// typed in, and the page says so. Never passwords, codes or files. It is its person's: for somebody else at the same
// machine there is nothing.
(() => {
  "use strict";
  const body = document.body;
  const live = Number(body.dataset.session) > 0;
  const MINE = `typed:${body.dataset.who}:`;
  const FROM = "typed-from", LEFT = "typed-left", OUT = "signed-out";
  const UNKEPT = ["password", "hidden", "file", "submit", "button", "image", "reset"];
  const here = location.pathname + location.search;
  const refused = "refused" in body.dataset;

  const posted = (form) => (form.getAttribute("method") || "").toLowerCase() === "post" && form.closest("main");
  const code = (field) => (field.getAttribute("autocomplete") || "").includes("one-time-code");
  const keepsForm = (form) => posted(form) && !form.closest("[data-unkept]");
  const keeps = (field) => field.name && !UNKEPT.includes(field.type) && !code(field) && /^(INPUT|SELECT|TEXTAREA)$/.test(field.tagName);
  const boxed = (field) => field.type === "checkbox" || field.type === "radio";
  const many = (field) => field.type === "select-multiple";
  const now = (field) => {
    if (boxed(field)) return field.checked;
    return many(field) ? [...field.selectedOptions].map((each) => each.value).join("\n") : field.value;
  };
  const given = (field) => {
    if (boxed(field)) return field.defaultChecked;
    if (field.tagName !== "SELECT") return field.defaultValue;
    const chosen = [...field.options].filter((each) => each.defaultSelected).map((each) => each.value);
    if (many(field)) return chosen.join("\n");
    return chosen.length ? chosen.at(-1) : (field.options.length ? field.options[0].value : "");
  };
  const put = (field, value) => {
    if (boxed(field)) field.checked = value;
    else if (many(field)) for (const each of field.options) each.selected = value.split("\n").includes(each.value);
    else field.value = value;
    for (let above = field.closest("details"); above; above = above.parentElement.closest("details")) above.open = true;
  };

  // A box is known by its name and its value, never by its place: what is before it may have gone since.
  const fieldsOf = (form) => {
    const found = new Map();
    for (const field of form.elements) {
      if (!keeps(field)) continue;
      const name = boxed(field) ? `${field.name}=${field.value}` : field.name;
      let key = name;
      for (let more = 2; found.has(key); more += 1) key = `${name}#${field.id || more}`;
      found.set(key, field);
    }
    return found;
  };
  const all = (form, read) => Object.fromEntries([...fieldsOf(form)].map(([key, field]) => [key, read(field)]));
  const pairs = (fields) => fields.map((each) => `${each.name}=${each.value}`).join("&");
  const baseOf = (form) => {
    const action = new URL(form.getAttribute("action") || here, location.href);
    const doing = [...form.elements].filter((each) => each.tagName === "BUTTON" && each.name);
    return [action.pathname + action.search, form.getAttribute("id") || "", pairs(doing)].join(" ");
  };
  const hiddenOf = (form) => pairs([...form.elements].filter(
    (each) => each.type === "hidden" && each.name !== "csrfmiddlewaretoken" && each.name !== "next"));
  const keyOf = (form) => `${MINE}${baseOf(form)} ${hiddenOf(form)}`;

  const read = (key) => { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } };
  let full = false;
  const write = (key, draft) => {
    try { sessionStorage.setItem(key, JSON.stringify(draft)); full = false; } catch { full = true; }
  };
  const drafts = () => Object.keys(sessionStorage).filter((key) => key.startsWith("typed:"));
  const take = (flag) => { const value = sessionStorage.getItem(flag); sessionStorage.removeItem(flag); return value; };

  // Whoever signs out leaves nothing in their other tabs either.
  window.addEventListener("storage", (event) => { if (event.key === OUT) sessionStorage.clear(); });

  const from = take(FROM), left = take(LEFT);
  if (!live) {
    // the session has ended: what is kept waits for its person
    for (const key of drafts()) write(key, { ...read(key), over: true, sent: false });
    return;
  }
  for (const key of drafts()) if (!key.startsWith(MINE)) sessionStorage.removeItem(key);

  const remember = (form) => {
    const key = keyOf(form), known = read(key);
    const was = { ...all(form, given), ...(known ? known.was : {}) };
    const typed = all(form, now);
    if (Object.keys(typed).every((each) => typed[each] === was[each])) sessionStorage.removeItem(key);
    else write(key, { page: here, base: baseOf(form), over: false, sent: false, was, typed });
  };

  const forms = () => [...document.querySelectorAll("main form")].filter(keepsForm);
  const again = [], differing = [];
  const restore = (key, draft) => {
    const alike = forms().filter((form) => baseOf(form) === draft.base);
    const exact = alike.find((form) => keyOf(form) === key);
    const form = exact || (alike.length === 1 ? alike[0] : null);
    if (!form) return false;
    const fields = fieldsOf(form);
    const lost = Object.keys(draft.typed).filter((each) => fields.has(each) && draft.typed[each] !== now(fields.get(each)) && draft.typed[each] !== draft.was[each]);
    if (refused) {
      // the server shows what was sent: only what it does not take back is put there
      for (const each of lost) if (draft.was[each] === given(fields.get(each))) put(fields.get(each), draft.typed[each]);
      sessionStorage.removeItem(key);
      write(keyOf(form), { ...draft, page: here, over: false, sent: false, typed: all(form, now) });
      return true;
    }
    const unlike = !exact || lost.some((each) => draft.was[each] !== given(fields.get(each)));
    const putBack = (told) => {
      for (const each of lost) {
        put(fields.get(each), draft.typed[each]);
        if (told) fields.get(each).dispatchEvent(new Event("input", { bubbles: true }));
      }
    };
    sessionStorage.removeItem(key);
    if (!lost.length) return true;
    write(key, { ...draft, page: here, over: false, sent: false });
    if (unlike) differing.push({ form, key, putBack });
    else { putBack(false); again.push({ form, key }); }
    return true;
  };

  const entry = performance.getEntriesByType("navigation")[0];
  const reloaded = (entry && entry.type === "reload") || from === here || !left;
  const asked = "proving" in body.dataset;
  for (const key of drafts()) {
    const draft = read(key);
    if (!draft) sessionStorage.removeItem(key);
    else if (asked) write(key, { ...draft, over: true, was_sent: draft.sent || draft.was_sent, sent: false });
    else if (draft.sent && !refused) sessionStorage.removeItem(key);
    else if (draft.sent) { if (!restore(key, draft)) write(key, { ...draft, over: true, sent: false }); }
    else if (draft.over) restore(key, draft);
    else if (draft.page !== here || !reloaded) sessionStorage.removeItem(key);
    else restore(key, draft);
  }

  const notice = document.getElementById("typed-again");
  const show = () => {
    if (!notice) return;
    notice.querySelector("[data-typed-again]").hidden = !again.length;
    notice.querySelector("[data-typed-differs]").hidden = !differing.length;
    notice.querySelector("[data-typed-put]").hidden = !differing.length;
    notice.hidden = !again.length && !differing.length;
  };
  if (notice) {
    notice.querySelector("[data-typed-put]").addEventListener("click", () => {
      for (const each of differing) { each.putBack(true); again.push(each); }
      differing.length = 0;
      show();
    });
    notice.querySelector("[data-typed-drop]").addEventListener("click", () => {
      for (const { form, key } of [...again, ...differing]) {
        form.reset();
        for (const field of fieldsOf(form).values()) field.dispatchEvent(new Event("input", { bubbles: true }));
        sessionStorage.removeItem(key);
      }
      again.length = differing.length = 0;
      show();
      document.getElementById("main").focus();
    });
    show();
  }

  const typing = (event) => {
    const form = event.target.form;
    if (form && keeps(event.target) && keepsForm(form)) remember(form);
  };
  document.addEventListener("input", typing);
  document.addEventListener("change", typing);
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const form = event.target;
    if (form.matches("[data-leaves]")) {
      sessionStorage.clear();
      localStorage.setItem(OUT, String(Date.now()));
      return;
    }
    try { sessionStorage.setItem(FROM, here); } catch { /* a full store keeps nothing */ }
    const key = keyOf(form), draft = read(key);
    if (draft) write(key, { ...draft, sent: true });
    if (asked) {
      for (const each of drafts()) if (read(each).was_sent) write(each, { ...read(each), sent: true, was_sent: false });
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && event.target.matches("form")) sessionStorage.removeItem(keyOf(event.target));
  });
  window.addEventListener("pagehide", () => {
    if (drafts().length) try { sessionStorage.setItem(LEFT, "1"); } catch { /* the same */ }
  });

  // What is said before the session ends is true of this page.
  document.addEventListener("frame:session-ends", () => {
    const secret = [...document.querySelectorAll("main form")].filter(posted).some((form) => [...form.elements].some((field) =>
      field.type === "password" || field.type === "file" || code(field) || (!keepsForm(form) && keeps(field))));
    for (const each of document.querySelectorAll("[data-kept]")) {
      each.hidden = each.dataset.kept !== (full ? "none" : secret ? "some" : "all");
    }
  });
})();
