/**
 * A page full of faults. It is in nobody's sidebar: before the stories are checked, each checker has to find most of
 * these, or its silence would prove nothing.
 */
import type { StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { landscape } from './helpers/pictures.ts';

export default { title: 'Seeded faults', tags: ['!dev', '!autodocs', 'seeded'] };

export const Faults: StoryObj = {
  render: () =>
    html`<div id="seeded">
      <img src=${landscape} width="40" />
      <input type="text" />
      <select>
        <option>One</option>
      </select>
      <button></button>
      <a href="#"></a>
      <p style="color:#aaa;background:#fff">Grey on white, too pale to be read by many.</p>
      <div role="meter" aria-valuenow="4"></div>
      <div role="checkbox" tabindex="0">Without a state</div>
      <div role="wizard">A role that does not exist</div>
      <p lang="xx-nonsense">A language that does not exist.</p>
      <div aria-labelledby="nowhere" role="group" aria-hidden="maybe">Refers to nobody.</div>
      <ul>
        <p>Not an item</p>
      </ul>
      <dl>
        <span>Neither a term nor what it means</span>
      </dl>
      <div role="button" tabindex="0" aria-hidden="true">Hidden, but in the way of the focus</div>
      <svg role="img" viewBox="0 0 4 4"><rect width="4" height="4" /></svg>
      <iframe title="" width="40" height="40"></iframe>
      <div role="list"><div role="tab">A tab without a list of tabs</div></div>
      <button aria-pressed="perhaps" aria-bogus="yes">A state that does not exist</button>
      <p id="twice">One</p>
      <label for="twice-field">Name</label><input id="twice-field" /><input id="twice-field" aria-label="" />
      <table>
        <tr>
          <td headers="none">A cell of a heading that is not there</td>
        </tr>
      </table>
      <a href="#x" tabindex="4">First in the order of the focus<button>inside a link</button></a>
      <object data="data:,"></object>
      <video src="data:," autoplay></video>
    </div>`,
};
