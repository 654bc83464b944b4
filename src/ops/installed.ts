/** Whether a package, which may be left out, could be loaded; it isn't. */
export function isInstalled(name: string): boolean {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}
