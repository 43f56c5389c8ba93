/** Numbers in [0, 1) that look like chance and are the same at every run (Numerical Recipes' linear congruence). */
export function createChance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
