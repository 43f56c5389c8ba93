import { themes, themeTitles, type Language, type Library } from '../../templates/index.ts'
import { nameOf } from './service-view.ts'

/** All services by theme, and apart from them those that something else has replaced. */
export function viewCatalogue(library: Library, language: Language) {
  const all = [...library.services.values()]
    .map((service) => ({
      id: service.id,
      name: service.names[language],
      agency: service.agency,
      theme: service.theme,
      isOld: library.statusOf(service) !== 'active',
      successor: nameOf(library, service.supersededBy, language),
    }))
    .sort((one, other) => one.name.localeCompare(other.name, language))
  const current = all.filter(({ isOld }) => !isOld)
  const old = all.filter(({ isOld }) => isOld)
  return {
    count: current.length,
    themes: themes
      .map((theme) => ({
        theme,
        title: themeTitles[theme][language],
        services: current.filter((service) => service.theme === theme),
      }))
      .filter(({ services }) => services.length > 0),
    old,
    hasOld: old.length > 0,
  }
}
