// How a browser says where it was: by a parameter in the query of the login page, which the server looks at.

/** The parameter. */
export const wayBackParameter = 'next'

/** The longest path that is carried along, in characters: what a proxy takes in a query. */
export const longestWayBack = 2000

/** The path of the login, with where to go on after it; without, if there is nothing to go back to. */
export function loginPathFrom(loginPath: string, wayBack: string | null | undefined): string {
  if (!wayBack || wayBack.length > longestWayBack) return loginPath
  return `${loginPath}?${wayBackParameter}=${encodeURIComponent(wayBack)}`
}

/** Where this tab is, with the filter and the order of a list. */
export const whereWeAre = (): string => `${window.location.pathname}${window.location.search}${window.location.hash}`
