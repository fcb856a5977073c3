// One text under one name on this phone. Storage may be refused, full, or lie; then the text lives as long as the page.

var inMemory = {};

function phoneStorage() {
  try { return window.localStorage || null; } catch (error) { return null; }
}

// Returns whether the text will still be there when the page is opened again: it is read back to be sure.
function keep(name, text) {
  var storage = phoneStorage();
  inMemory[name] = text;
  try {
    storage.setItem(name, text);
    return storage.getItem(name) === text;
  } catch (error) {
    return false;
  }
}

function kept(name) {
  if (inMemory[name]) { return inMemory[name]; }
  try { return phoneStorage().getItem(name) || ""; } catch (error) { return ""; }
}

// Returns whether nothing is left. Removing can fail without a word, so what remains is overwritten and looked at again.
function forget(name) {
  var storage = phoneStorage();
  delete inMemory[name];
  if (!storage) { return true; }
  try { storage.removeItem(name); } catch (error) { /* looked at below */ }
  try { if (storage.getItem(name)) { storage.setItem(name, ""); } } catch (error) { /* looked at below */ }
  try { return !storage.getItem(name); } catch (error) { return true; }
}
