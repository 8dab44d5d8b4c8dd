import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: 'Yritä uudelleen',
  refreshNow: 'Päivitä nyt',
  figuresFrom: 'Luvut: {time}. Ne päivittyvät, kun palvelu vastaa.',
  offline: 'Yhteys on poikki. Tämä tulee itsestään, kun yhteys palaa.',
  offlineFigures: 'Yhteys on poikki. Luvut: {time}.',
  daysLeft: { one: '{count} päivä', other: '{count} päivää' },
  hoursLeft: { one: '{count} tunti', other: '{count} tuntia' },
  minutesLeft: { one: '{count} minuutti', other: '{count} minuuttia' },
  anonymous: 'Nimetön',
  opensOn: 'Kampanja alkaa {date}.',
  closedTitle: 'Kampanja on päättynyt.',
  pausedTitle: 'Kampanja on tauolla.',
  testMode: 'Testitila: rahaa ei siirry.',
};
