/*
 * How to get a widget onto a page of each platform: the builder's steps, and docs/platforms.md, which is written from
 * here (tools/platforms.mjs).
 *
 *   steps    what to do, each with one of the drawings of pictures.js
 *   code     what there is to copy; more than one where script and tags go to different places
 *   or       another way, with steps and code of its own
 *   without  what to do where the platform, or the plan, takes no scripts
 */

const CAMPAIGN_PAGE = 'Link to your campaign page with a button of the platform.';
const FRAME =
  'Embed a page instead: the frame below shows the widget without any script on your page, where your server is ours.';

/** Served beside the documentation; the builder links to it. */
export const PLUGIN = 'cairn-wordpress.zip';

/**
 * @typedef {{ picture: string, text: string, download?: string }} Step
 * @typedef {{ id: string, name: string, steps: Step[], code: string[], without: string, also: string[], note?: string,
 *   or?: { title: string, steps: Step[], code: string[] } }} Platform
 */

/** @type {Platform[]} */
export const PLATFORMS = [
  {
    id: 'html',
    name: 'Plain HTML',
    steps: [
      { picture: 'page', text: 'Open the page in your editor.' },
      { picture: 'code', text: 'Paste the snippet where the widget is to stand.' },
      {
        picture: 'look',
        text: 'Save, upload, and open the page. The link inside is what visitors without script see.',
      },
    ],
    code: ['snippet'],
    without: FRAME,
    also: ['frame', 'link'],
  },
  {
    id: 'wordpress',
    name: 'WordPress',
    steps: [
      { picture: 'block', text: 'Edit the page, press +, and choose the block “Custom HTML”.' },
      { picture: 'code', text: 'Paste the snippet into it.' },
      { picture: 'publish', text: 'Press Publish or Update, and look at the page.' },
    ],
    code: ['snippet'],
    or: {
      title: 'With the plugin: a block for every editor, and nothing to paste',
      steps: [
        {
          picture: 'upload',
          text: 'Download the plugin. In WordPress choose Plugins, Add New, Upload Plugin; install and activate it.',
          download: PLUGIN,
        },
        { picture: 'field', text: 'Under Settings, Cairn paste your campaign’s address, and save.' },
        { picture: 'block', text: 'Edit the page and add the block “Cairn”, or paste the shortcode as it is.' },
      ],
      code: ['address', 'shortcode'],
    },
    note: 'WordPress lets administrators and editors save scripts; on a multisite only the network administrator. Of what somebody else saves it keeps the text and the link inside, which still lead to your campaign. Plugins that delay scripts do no harm; where one breaks modules, exclude “cairn”.',
    without:
      'Use the plugin’s block or shortcode. On WordPress.com plans without plugins, put the badge or a link into an Image or Button block.',
    also: ['badge', 'link'],
  },
  {
    id: 'squarespace',
    name: 'Squarespace',
    steps: [
      {
        picture: 'head',
        text: 'In Pages, Website Tools, Code Injection (or type / and search for it) paste the script into “Header”. It needs a plan with custom code: Core, Plus, Advanced, Business or Commerce.',
      },
      { picture: 'code', text: 'On the page add a Code block, set it to HTML, and paste the tags.' },
      {
        picture: 'look',
        text: 'Save and look at the page in a private window: the editor’s preview runs no scripts.',
      },
    ],
    code: ['script', 'tags'],
    without: 'On plans without code, add a Button block that leads to your campaign page.',
    also: ['button'],
  },
  {
    id: 'wix',
    name: 'Wix',
    steps: [
      {
        picture: 'block',
        text: 'In the Wix Editor choose Add Elements, Embed, Popular Embeds, Custom Element; in Wix Studio, Embed & Social. It needs a premium plan with a domain, and an https: address.',
      },
      {
        picture: 'field',
        text: 'Press Choose Source, take “Server URL” and paste the address of the script; write the tag name.',
      },
      { picture: 'rows', text: 'Add each attribute from the list below under Set Attributes, then publish.' },
    ],
    code: ['wix'],
    note: 'A custom element of Wix has nothing between its tags, so there is no link for visitors without script; set one beside it. The editor shows an empty box: look at the published site.',
    without: 'On free plans choose Embed a Site in the same place, and paste the address of the frame page.',
    also: ['frame-url', 'button'],
  },
  {
    id: 'webflow',
    name: 'Webflow',
    steps: [
      {
        picture: 'head',
        text: 'In Site settings, Custom code paste the script into “Head code”. It needs a paid site plan or workspace.',
      },
      { picture: 'code', text: 'Drag a Code Embed onto the page and paste the tags.' },
      { picture: 'publish', text: 'Publish, or look at it in Preview: the canvas itself runs no scripts.' },
    ],
    code: ['script', 'tags'],
    without: 'On plans without custom code, add a Link Block that leads to your campaign page.',
    also: ['button'],
  },
  {
    id: 'shopify',
    name: 'Shopify',
    steps: [
      { picture: 'page', text: 'In Online Store, Themes choose Customize, and open the page.' },
      { picture: 'code', text: 'Add a section “Custom Liquid” and paste the snippet.' },
      {
        picture: 'publish',
        text: 'Save. Themes that set a small root font size do no harm: widgets keep readable sizes.',
      },
    ],
    code: ['snippet'],
    without: 'Where the theme has no Custom Liquid, add a Button that leads to your campaign page.',
    also: ['button'],
  },
  {
    id: 'drupal',
    name: 'Drupal',
    steps: [
      {
        picture: 'rows',
        text: 'Under Configuration, Text formats and editors add a format “Embed”: text editor “None”, no filter “Limit allowed HTML tags”, for trusted roles only.',
      },
      {
        picture: 'code',
        text: 'Under Content, Blocks add a content block, choose that format below its text, and paste the snippet.',
      },
      { picture: 'look', text: 'Place it under Structure, Block layout, and look at the page as a visitor.' },
    ],
    code: ['snippet'],
    without: 'Where the text format strips tags, the link inside the snippet is what remains; or embed the frame.',
    also: ['frame', 'link'],
  },
  {
    id: 'ghost',
    name: 'Ghost',
    steps: [
      { picture: 'block', text: 'In the post type /html and press Enter.' },
      { picture: 'code', text: 'Paste the snippet into the HTML card.' },
      {
        picture: 'publish',
        text: 'Publish. For every page at once, put the script into Settings, Code injection, Site header.',
      },
    ],
    code: ['snippet'],
    without: 'In newsletters scripts never run: Ghost sends the link inside the snippet instead.',
    also: ['badge', 'link'],
  },
  {
    id: 'gtm',
    name: 'Google Tag Manager',
    steps: [
      { picture: 'place', text: 'Give the place on your page an id: <div id="cairn"></div>.' },
      { picture: 'code', text: 'In Tag Manager add a tag of the type Custom HTML and paste the code.' },
      { picture: 'trigger', text: 'Trigger it on DOM Ready of that page, preview, and publish.' },
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
      { picture: 'mail', text: 'Add a picture with a link to your newsletter, or switch it to its HTML source.' },
      { picture: 'code', text: 'Paste the code; write the figures of today into the alternative text.' },
      {
        picture: 'look',
        text: 'Send yourself a test: scripts never run in e-mail, so this is a picture and a link.',
      },
    ],
    code: ['email'],
    without: 'Without a server of ours there is no picture: use the link alone.',
    also: ['link'],
  },
  {
    id: 'notion',
    name: 'Notion',
    steps: [
      { picture: 'address', text: 'Copy the address of the frame page.' },
      { picture: 'frame', text: 'Type /embed in the page, paste it, and press Embed link.' },
      { picture: 'drag', text: 'Drag its lower edge until nothing is cut off.' },
    ],
    code: ['frame-url'],
    without: CAMPAIGN_PAGE,
    also: ['button'],
  },
];
