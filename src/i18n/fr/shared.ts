import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: 'Réessayer',
  refreshNow: 'Actualiser',
  figuresFrom: 'Chiffres\u00A0: {time}. Ils se mettront à jour dès que le service répondra.',
  offline: 'Vous êtes hors ligne. La suite s’affichera d’elle-même au retour de la connexion.',
  offlineFigures: 'Vous êtes hors ligne. Chiffres\u00A0: {time}.',
  daysLeft: { one: '{count} jour', many: '{count} de jours', other: '{count} jours' },
  hoursLeft: { one: '{count} heure', many: '{count} d’heures', other: '{count} heures' },
  minutesLeft: { one: '{count} minute', many: '{count} de minutes', other: '{count} minutes' },
  anonymous: 'Anonyme',
  opensOn: 'Cette campagne commence le {date}.',
  closedTitle: 'Cette campagne est terminée.',
  pausedTitle: 'Cette campagne est en pause.',
  testMode: 'Mode test\u00A0: aucun argent ne circule.',
};
