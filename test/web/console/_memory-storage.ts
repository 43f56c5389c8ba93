/** A browser's storage that lives as long as the test. */
export function createMemoryStorage(): Storage {
  const values = new Map<string, string>()
  const storage = {
    get length() {
      return values.size
    },
    key: (index: number) => [...values.keys()][index] ?? null,
    clear: () => values.clear(),
  }
  return new Proxy(storage as Storage, {
    get: (target, name) => {
      if (name === 'getItem') return (key: string) => values.get(key) ?? null
      if (name === 'setItem') return (key: string, value: string) => void values.set(key, value)
      if (name === 'removeItem') return (key: string) => void values.delete(key)
      return Reflect.get(target, name) as unknown
    },
    ownKeys: () => [...values.keys()],
    getOwnPropertyDescriptor: (_target, name) => ({
      configurable: true,
      enumerable: true,
      value: values.get(String(name)),
    }),
  })
}
