// Paths of rows, told without the router: for the methods an address knows, and for the printed contract.

/** Whether a request's path is one that a row's path means. Parameters match one segment. */
export function matchesPath(pattern: string, path: string): boolean {
  const wanted = segments(pattern)
  const given = segments(path)
  return (
    wanted.length === given.length &&
    wanted.every((part, at) => part.startsWith(':') || part === given[at])
  )
}

const segments = (path: string) => path.replace(/\/+$/, '').split('/')
