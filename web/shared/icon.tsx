/** Drawn for this project on a 20-unit grid with a 1.6 stroke; each is a list of path data. */
const paths = {
  inbox: ['M3 11.5 5 4h10l2 7.5V16H3z', 'M3 11.5h4c.3 1.6 1.5 2.5 3 2.5s2.7-.9 3-2.5h4'],
  person: ['M10 10a3.3 3.3 0 1 0 0-6.6A3.3 3.3 0 0 0 10 10z', 'M3.8 17c.6-3 3-4.6 6.2-4.6s5.6 1.6 6.2 4.6'],
  unassigned: [
    'M8.5 10a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4z',
    'M2.5 17c.5-3 2.7-4.5 6-4.5',
    'M15 11v3',
    'M15 16.8v.1',
  ],
  check: ['m4 10.5 4 4 8-9'],
  done: ['M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15z', 'm6.7 10.3 2.3 2.3 4.3-4.9'],
  search: ['M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12z', 'm13.5 13.5 4 4'],
  email: ['M2.5 4.5h15v11h-15z', 'm3 5.5 7 5.5 7-5.5'],
  chat: ['M3 4h14v9.5H9.5L5.5 17v-3.5H3z'],
  sms: ['M6 2.5h8v15H6z', 'M9 15h2'],
  whatsapp: ['M3 17l1-3.5A7.2 7.2 0 1 1 6.7 16z', 'M7.5 7.5c0 3 2 5 5 5'],
  voice: ['M4 3h3.5l1.5 4-2 1.5a9 9 0 0 0 4.5 4.5L13 11l4 1.5V16c0 .6-.4 1-1 1C9 17 3 11 3 4c0-.6.4-1 1-1z'],
  video: ['M2.5 5.5h10v9h-10z', 'm12.5 9 5-3v8l-5-3'],
  web: [
    'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15z',
    'M2.5 10h15',
    'M10 2.5c2.5 2.2 3.5 4.7 3.5 7.5s-1 5.3-3.5 7.5c-2.5-2.2-3.5-4.7-3.5-7.5s1-5.3 3.5-7.5z',
  ],
  send: ['M3 10 17.5 3.5 13 17l-3.5-5z', 'm9.5 12 8-8.5'],
  note: ['M4 3h12v9l-5 5H4z', 'M16 12h-5v5'],
  spark: [
    'M10 2.5c.6 4.4 3.1 6.9 7.5 7.5-4.4.6-6.9 3.1-7.5 7.5-.6-4.4-3.1-6.9-7.5-7.5 4.4-.6 6.9-3.1 7.5-7.5z',
  ],
  clock: ['M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15z', 'M10 6v4.2l2.8 1.8'],
  alert: ['M10 3 18 16.5H2z', 'M10 8v4', 'M10 14.3v.1'],
  question: [
    'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15z',
    'M7.8 8a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.5',
    'M10 13.8v.1',
  ],
  eye: [
    'M2 10c2-3.5 4.7-5.2 8-5.2s6 1.7 8 5.2c-2 3.5-4.7 5.2-8 5.2S4 13.5 2 10z',
    'M10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
  ],
  close: ['m5 5 10 10', 'M15 5 5 15'],
  back: ['M12.5 4 6.5 10l6 6'],
  down: ['m4.5 7.5 5.5 5.5 5.5-5.5'],
  panel: ['M2.5 4h15v12h-15z', 'M12 4v12'],
  copy: ['M7 7h10v10H7z', 'M13 7V3H3v10h4'],
  file: ['M5 2.5h7l4 4v11H5z', 'M12 2.5v4h4'],
  filter: ['M3 5h14', 'M5.5 10h9', 'M8 15h4'],
  clip: ['m15.5 9-5.7 5.7a3 3 0 0 1-4.3-4.3l6.4-6.3a2 2 0 0 1 2.9 2.9l-6 6a1 1 0 0 1-1.5-1.5L12.5 6.5'],
  quote: ['M3.5 5.5h13', 'M3.5 10h9', 'M3.5 14.5h6'],
  keyboard: ['M2 5h16v10H2z', 'M5 8h.1', 'M8.3 8h.1', 'M11.6 8h.1', 'M15 8h.1', 'M6.5 12h7'],
  exit: ['M8 3H3.5v14H8', 'M7.5 10h10', 'm13.5 6 4 4-4 4'],
  plus: ['M10 4v12', 'M4 10h12'],
  retry: ['M16 6.5A7 7 0 1 0 17 11', 'M16.5 2.5v4h-4'],
  double: ['m2 10.5 3.5 3.5 6.5-8', 'm9.5 13 1 1L17.5 6'],
  bell: ['M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13z', 'M8.5 15.5a1.6 1.6 0 0 0 3 0'],
  bellOff: ['M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13z', 'M8.5 15.5a1.6 1.6 0 0 0 3 0', 'M3 3l14 14'],
  handOver: ['M3 6h11', 'm11 3 3 3-3 3', 'M17 14H6', 'm9 11-3 3 3 3'],
  book: ['M4 3h5c.6 0 1 .4 1 1v13c0-.6-.4-1-1-1H4z', 'M16 3h-5c-.6 0-1 .4-1 1v13c0-.6.4-1 1-1h5z'],
  system: ['M2.5 3.5h15v10h-15z', 'M7 17h6', 'M10 13.5V17'],
  light: [
    'M10 13.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4z',
    'M10 2v1.8',
    'M10 16.2V18',
    'M2 10h1.8',
    'M16.2 10H18',
    'm4.3 4.3 1.3 1.3',
    'm14.4 14.4 1.3 1.3',
    'm4.3 15.7 1.3-1.3',
    'm14.4 5.6 1.3-1.3',
  ],
  dark: ['M16.5 12A7 7 0 1 1 8 3.5a5.5 5.5 0 0 0 8.5 8.5z'],
} as const

export type IconName = keyof typeof paths

interface IconProps {
  name: IconName
  /** Give a label only where no words stand beside the icon. */
  label?: string
  size?: number
}

export function Icon({ name, label, size = 16 }: IconProps) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {paths[name].map((d) => (
        <path key={d} d={d} />
      ))}
    </svg>
  )
}
