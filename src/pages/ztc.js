// Everything works without this file; it only makes some things quicker.

// 最多2,000字 becomes 还可写1,926字 while somebody types. Characters are counted, not UTF-16 halves.
for (const said of document.querySelectorAll("[data-count]")) {
  const field = document.getElementById(said.dataset.count);
  const most = Number(said.dataset.most);
  const comma = said.textContent.startsWith("。") ? "。" : "";
  const tell = () => {
    const left = most - [...field.value.replace(/\r\n?/g, "\n")].length;
    said.textContent = comma + (left < 0 ? `多了${(-left).toLocaleString("en")}字` : `还可写${left.toLocaleString("en")}字`);
    said.classList.toggle("ztc-secret", left < 0);
  };
  field?.addEventListener("input", tell);
  if (field) tell();
}

// The address names a folded form (#reply): open it.
const openTarget = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = target && target.closest("details");
  if (fold) fold.open = true;
};
addEventListener("hashchange", openTarget);
openTarget();

// A browser prints anyway; where scripts run, a button does it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// How many rows are picked for a bulk action.
for (const bar of document.querySelectorAll(".ztc-bulk")) {
  const form = bar.closest("form");
  const said = bar.querySelector("p");
  const tell = () => {
    const count = form.querySelectorAll("input[name=pick]:checked").length;
    if (said) said.textContent = count ? `选中的${count}件` : "还没有选";
  };
  form?.addEventListener("change", tell);
}

// A second click on the same button sends nothing; the server would not do it twice either.
addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  else event.target.dataset.sent = "1";
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
