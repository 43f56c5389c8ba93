import type { Library } from '../../templates/index.ts'
import { escapeMarkup } from './escape.ts'

/** https://www.sitemaps.org/protocol.html, with both languages of each page. Expired rules are not offered to anyone. */
export function sitemap(library: Library, baseUrl: string): string {
  const services = [...library.services.values()].filter((one) => library.statusOf(one) !== 'expired')
  const paths = [
    '/',
    '/tanya',
    '/lacak',
    '/layanan',
    '/privasi',
    ...services.map(({ id }) => `/layanan/${id}`),
  ]
  const entries = paths.flatMap((path) => {
    const address = { id: baseUrl + path, en: `${baseUrl}${path}?lang=en` }
    const links = Object.entries(address).map(
      ([code, href]) => `<xhtml:link rel="alternate" hreflang="${code}" href="${escapeMarkup(href)}"/>`,
    )
    return Object.values(address).map(
      (href) => `<url><loc>${escapeMarkup(href)}</loc>${links.join('')}</url>`,
    )
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${entries.join('\n')}
</urlset>
`
}

/** Search engines have nothing to look for at the desk, in the chat, or in what somebody searched. */
export function robots(baseUrl: string): string {
  const closed = ['/api/', '/cari', '/desk', '/simulator', '/tanya/', '/widget/'].map(
    (path) => `Disallow: ${path}`,
  )
  return ['User-agent: *', ...closed, `Sitemap: ${baseUrl}/sitemap.xml`, ''].join('\n')
}
