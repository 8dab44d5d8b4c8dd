/*
 * How to get a widget onto a page of each platform: the builder's steps, and docs/platforms.md, which is written from
 * here (tools/platforms.mjs). A `{script}`, `{tags}` or `{snippet}` stands for what the builder has made.
 *
 *   code     what there is to copy; more than one where script and tags go to different places
 *   without  what to do where the platform, or the plan, takes no scripts
 */

const CAMPAIGN_PAGE =
  'Link to your campaign page, or to the address of the fallback link, with a button of the platform.';
const FRAME =
  'Embed a page instead: the frame below shows the widget without any script on your page, where your server is ours.';

export const PLATFORMS = [
  {
    id: 'html',
    name: 'Plain HTML',
    steps: [
      'Open the page in your editor.',
      'Paste the snippet where the widget is to stand.',
      'Save, upload, and open the page. The link inside is what visitors without script see.',
    ],
    code: ['snippet'],
    without: FRAME,
    also: ['frame', 'link'],
  },
  {
    id: 'wordpress',
    name: 'WordPress',
    steps: [
      'Install the plugin in the folder wordpress/cairn of the repository (Plugins, Add New, Upload), and write your endpoint into Settings, Cairn.',
      'In the editor add the block “Cairn”, or paste the shortcode into a Shortcode block.',
      'Without the plugin, an administrator pastes the snippet into a Custom HTML block.',
    ],
    code: ['shortcode', 'snippet'],
    without:
      'Users who may not save scripts (everybody but the network administrator on a multisite) use the plugin’s block or shortcode. On WordPress.com plans without plugins, put the badge or a link into an Image or Button block.',
    also: ['badge', 'link'],
    note: 'Of a Custom HTML block saved without the right to scripts WordPress keeps the text and the link inside: it still leads to your campaign. Plugins that delay scripts do no harm; where one breaks modules, exclude “cairn”.',
  },
  {
    id: 'squarespace',
    name: 'Squarespace',
    steps: [
      'In Settings, Advanced, Code Injection paste the script into “Header”. It needs a plan with code injection.',
      'On the page add a Code block, set it to HTML, and paste the tags.',
      'Save and look at the page in a private window: the editor’s preview runs no scripts.',
    ],
    code: ['script', 'tags'],
    without: 'On plans without code, add a Button block that leads to your campaign page.',
    also: ['link'],
  },
  {
    id: 'wix',
    name: 'Wix',
    steps: [
      'In the editor choose Add, Embed Code, Custom Element. It needs a premium plan and an https: address.',
      'Choose “Server URL” and paste the address of the script; write the tag name.',
      'Add each attribute from the list below under Set Attributes, then publish.',
    ],
    code: ['wix'],
    without: 'On free plans choose Embed Code, Embed a Site, and paste the address of the frame page.',
    also: ['frame', 'link'],
    note: 'A custom element of Wix has nothing between its tags, so there is no fallback link; set one beside it.',
  },
  {
    id: 'webflow',
    name: 'Webflow',
    steps: [
      'In Page settings, Custom code paste the script into “Inside head tag”.',
      'Drag a Code Embed onto the page and paste the tags.',
      'Publish: the designer’s canvas runs no scripts.',
    ],
    code: ['script', 'tags'],
    without: 'On plans without custom code, add a Link Block that leads to your campaign page.',
    also: ['link'],
  },
  {
    id: 'shopify',
    name: 'Shopify',
    steps: [
      'In Online Store, Themes choose Customize, and open the page.',
      'Add a section “Custom Liquid” and paste the snippet.',
      'Save. Themes that set a small root font size do no harm: widgets keep readable sizes.',
    ],
    code: ['snippet'],
    without: 'Where the theme has no Custom Liquid, add a Button that leads to your campaign page.',
    also: ['link'],
  },
  {
    id: 'drupal',
    name: 'Drupal',
    steps: [
      'Under Configuration, Text formats make a format “Embed” without “Limit allowed HTML tags”, for trusted roles only.',
      'Add a Custom block with that format, and paste the snippet in the source view.',
      'Place the block, and look at the page as a visitor.',
    ],
    code: ['snippet'],
    without: 'Where the text format strips tags, the link inside the snippet is what remains; or embed the frame.',
    also: ['frame', 'link'],
  },
  {
    id: 'ghost',
    name: 'Ghost',
    steps: [
      'In the post type /html and press Enter.',
      'Paste the snippet into the HTML card.',
      'Publish. For every page at once, put the script into Settings, Code injection, Site header.',
    ],
    code: ['snippet'],
    without: 'In newsletters scripts never run: Ghost sends the link inside the snippet instead.',
    also: ['badge', 'link'],
  },
  {
    id: 'gtm',
    name: 'Google Tag Manager',
    steps: [
      'Give the place on your page an id: <div id="cairn"></div>.',
      'In Tag Manager add a tag of the type Custom HTML and paste the code.',
      'Trigger it on DOM Ready of that page, preview, and publish.',
    ],
    code: ['gtm'],
    without:
      'Where tags need a consent category, these are “functionality”: no cookies, nothing stored, no third party.',
    also: [],
  },
  {
    id: 'email',
    name: 'E-mail',
    steps: [
      'Add a picture with a link to your newsletter, or switch it to its HTML source.',
      'Paste the code; write the figures of today into the alternative text.',
      'Send yourself a test: scripts never run in e-mail, so this is a picture and a link.',
    ],
    code: ['email'],
    without: 'Without a server of ours there is no picture: use the link alone.',
    also: ['link'],
  },
  {
    id: 'notion',
    name: 'Notion',
    steps: [
      'Copy the address of the frame page.',
      'Paste it into the page and choose Embed.',
      'Drag its lower edge until nothing is cut off.',
    ],
    code: ['frame-url'],
    without: CAMPAIGN_PAGE,
    also: ['link'],
  },
];
