import type { Messages } from './index.ts';

/** German, not yet reviewed by a native speaker. */
export const de: Messages = {
  // Shared
  tryAgain: 'Erneut versuchen',
  refreshNow: 'Jetzt aktualisieren',
  figuresFrom: 'Stand {time}. Die Zahlen werden aktualisiert, sobald der Dienst antwortet.',
  daysLeft: { one: '{count} Tag', other: '{count} Tage' },
  hoursLeft: { one: '{count} Stunde', other: '{count} Stunden' },
  minutesLeft: { one: '{count} Minute', other: '{count} Minuten' },
  anonymous: 'Anonym',
  opensOn: 'Diese Aktion beginnt am {date}.',
  closedTitle: 'Diese Aktion ist beendet.',
  pausedTitle: 'Diese Aktion ruht zurzeit.',
  testMode: 'Testbetrieb: Es fließt kein Geld.',

  // Mission banner

  // Progress thermometer

  // Contribution form

  // Member spotlight

  // Impact chart
};
