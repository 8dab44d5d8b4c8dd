import { ContributionForm } from '../elements/contribution-form/contribution-form.ts';
import { define } from '../shared/define.ts';

define('cairn-contribution-form', ContributionForm);

declare global {
  interface HTMLElementTagNameMap {
    'cairn-contribution-form': ContributionForm;
  }
}
