/** Makes a function that works something out once for each view, or other thing that never changes, however many checks ask. */
export function derived<Of extends object, T>(from: (of: Of) => T): (of: Of) => T {
  const known = new WeakMap<Of, { readonly value: T }>();
  return (of) => {
    const before = known.get(of);
    if (before !== undefined) return before.value;
    const value = from(of);
    known.set(of, { value });
    return value;
  };
}
