// Puts the colours and text size kept in this browser on the page before it is drawn.
"use strict";
try {
  const kept = JSON.parse(localStorage.getItem("madoguchi.view") || "{}");
  for (const name of ["theme", "size"]) if (kept[name]) document.documentElement.dataset[name] = kept[name];
} catch { /* storage is closed to us: the page's own look stays */ }
document.documentElement.classList.add("scripted");
