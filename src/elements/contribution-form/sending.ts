/**
 * All that is needed once somebody begins: to read what they type, say what is wrong, send it, and thank them. Fetched
 * with the first touch of the form, and before anything is sent: thanks that cannot be fetched would look like a failure.
 */
import { sending as words } from '../../i18n/en/sending.ts';

export { words };
export const section = 'sending';
export { chosenQuantity } from '../../data/intent.ts';
export { Sender } from './sender.ts';
export { styles } from './sending.styles.ts';
