"""The scripts that we run in a drawn page: how it stands, how high it is, and what it came to.

They run in a world of their own, where the page's own scripts can have redefined nothing. Open shadow roots are
written in their declarative form, where they stand:

    <x-card>                        <x-card><template shadowrootmode="open"><p>1. Fees</p><slot></slot></template>
      #shadow-root (open)      →      <p>2. Payment</p></x-card>
        <p>1. Fees</p><slot>
      <p>2. Payment</p>
"""

from __future__ import annotations

_ROOTS = """
  const roots = [document];
  for (const root of roots)
    for (const element of root.querySelectorAll("*"))
      if (element.shadowRoot instanceof ShadowRoot) roots.push(element.shadowRoot);
"""

GLANCE = (
    """(wanted) => {"""
    + _ROOTS
    + """
  const silent = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE"]);
  let count = 0, hash = 0;
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentNode && silent.has(node.parentNode.nodeName)) continue;
      for (let at = 0; at < node.data.length; at++) hash = (31 * hash + node.data.charCodeAt(at)) | 0;
      count += node.data.trim().length;
    }
  }
  const named = ({css, xpath}) => {
    if (xpath !== undefined) return document.evaluate(xpath, document, null, 9, null).singleNodeValue;
    return roots.map((root) => root.querySelector(css)).find((element) => element);
  };
  const there = (one) => {
    let node;
    // A selector that only our own reader understands cannot be waited for.
    try { node = named(one); } catch { return true; }
    return Boolean(node && (!one.filled || (node.content || node).textContent.trim()));
  };
  return {
    text: `${count} ${hash}`,
    count,
    matched: wanted.filter(there).length,
    loading: document.readyState === "loading",
  };
}"""
)
"""Takes a list of ``{css | xpath, filled}``; gives a fingerprint of the text, the count of its characters, how many of
the list are there, and whether the document itself is still on its way."""

HEIGHT = """() => {
  const page = document.scrollingElement || document.documentElement;
  if (!page) return 0;
  let height = page.scrollHeight;
  // Many programs fill the window and scroll inside it.
  for (const element of document.querySelectorAll("main, div, section, article"))
    if (element.clientHeight * 2 > innerHeight && element.scrollHeight > element.clientHeight)
      height = Math.max(height, innerHeight - element.clientHeight + element.scrollHeight);
  return Math.ceil(height);
}"""
"""Gives the height that a window needs to show all of the page at once, in pixels."""

OPEN_ROOTS = """{
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) { return attach.call(this, {...init, mode: "open"}); };
}"""
"""Runs before the page's own scripts, among them: a shadow root is shown to readers whether it is open or closed."""

TAKE = (
    """(limit) => {"""
    + _ROOTS
    + """
  const program = /^$|^(module|importmap|speculationrules)$|^(text|application)\\/(x-)?(java|ecma|j|live)script/i;
  for (const root of roots) {
    for (const element of root.querySelectorAll("noscript")) element.remove();
    for (const element of root.querySelectorAll("script:not([src])"))
      if (program.test((element.getAttribute("type") || "").trim())) element.remove();
  }
  for (const meta of document.querySelectorAll("meta[charset]")) meta.setAttribute("charset", "utf-8");
  for (const meta of document.querySelectorAll('meta[http-equiv="content-type" i]'))
    meta.setAttribute("content", "text/html; charset=utf-8");
  const page = document.documentElement;
  if (!page) return {html: "", address: location.href};
  const shell = page.cloneNode(false).outerHTML;
  const inside = page.getHTML ? page.getHTML({shadowRoots: roots.slice(1)}) : page.innerHTML;
  const type = document.doctype ? `<!DOCTYPE ${document.doctype.name}>` : "";
  const end = shell.lastIndexOf("</");
  const html = type + (end < 0 ? shell : shell.slice(0, end) + inside + shell.slice(end));
  return {html: html.length > limit ? null : html, address: location.href};
}"""
)
"""Takes the most characters wanted; gives the document as markup (null where it is longer) and its address.

Left out is what a reader with scripts does not see or what has done its work: ``noscript`` and inline programs.
Scripts that hold data or templates stay, and so do the addresses of the programs that were loaded. The charset that
the document names of itself becomes the one that it is kept in."""
