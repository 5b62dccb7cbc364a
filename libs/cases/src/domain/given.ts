/** True for anything that is there. Facts say "none" with null; a chain of `?.` says it with undefined. */
export function given<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
