/* The block in the editor: what to show, its options from the manifest, and the widget itself as its preview. */
(function (blocks, editor, components, element, i18n, ServerSideRender) {
  var h = element.createElement;
  var __ = i18n.__;
  var data = window.cairnBlock;

  /** The preview needs the script in the document it stands in, which may be the editor's frame. */
  function Preview(props) {
    var box = element.useRef(null);
    element.useEffect(function () {
      var doc = box.current && box.current.ownerDocument;
      if (!doc || !data.script || doc.getElementById('cairn-preview')) return;
      var script = doc.createElement('script');
      script.id = 'cairn-preview';
      script.type = 'module';
      script.src = data.script;
      doc.head.appendChild(script);
    });
    return h(
      'div',
      { ref: box },
      // What is clicked in the editor chooses the block; nothing is given from here.
      h(components.Disabled, {}, h(ServerSideRender, { block: 'cairn/widget', attributes: props.attributes })),
    );
  }

  function control(attribute, options, set) {
    var value = options[attribute.name];
    var common = { key: attribute.name, label: attribute.label, help: attribute.description };
    var change = function (next) {
      var all = Object.assign({}, options);
      if (next === '' || next === false || next === attribute.fallback) delete all[attribute.name];
      else all[attribute.name] = next === true ? 'true' : next;
      set(all);
    };
    if (attribute.kind === 'boolean')
      return h(components.ToggleControl, Object.assign(common, { checked: value === 'true', onChange: change }));
    if (attribute.kind === 'choice') {
      var choices = attribute.words.map(function (word) {
        return { label: word, value: word };
      });
      return h(
        components.SelectControl,
        Object.assign(common, { value: value || attribute.fallback, options: choices, onChange: change }),
      );
    }
    return h(components.TextControl, Object.assign(common, { value: value || '', onChange: change }));
  }

  blocks.registerBlockType('cairn/widget', {
    edit: function (props) {
      var attributes = props.attributes;
      var set = props.setAttributes;
      var chosen = data.elements[attributes.element] || { attributes: [] };
      var text = function (name, label, help) {
        return h(components.TextControl, {
          label: label,
          help: help,
          value: attributes[name],
          onChange: function (value) {
            var next = {};
            next[name] = value;
            set(next);
          },
        });
      };
      return h(
        'div',
        editor.useBlockProps(),
        h(
          editor.InspectorControls,
          {},
          h(
            components.PanelBody,
            { title: __('Campaign', 'cairn') },
            h(components.SelectControl, {
              label: __('What to show', 'cairn'),
              value: attributes.element,
              options: Object.keys(data.elements).map(function (name) {
                return { label: data.elements[name].title, value: name };
              }),
              onChange: function (name) {
                set({ element: name, options: {} });
              },
            }),
            text(
              'endpoint',
              __('Your campaign’s address', 'cairn'),
              data.endpoint || __('Empty: the one in Settings, Cairn.', 'cairn'),
            ),
            text('href', __('Link without script', 'cairn')),
            text('text', __('Its words', 'cairn')),
          ),
          h(
            components.PanelBody,
            { title: __('Options', 'cairn'), initialOpen: false },
            chosen.attributes.map(function (attribute) {
              return control(attribute, attributes.options, function (options) {
                set({ options: options });
              });
            }),
          ),
        ),
        h(Preview, { attributes: attributes }),
      );
    },
    save: function () {
      return null;
    },
  });
})(
  window.wp.blocks,
  window.wp.blockEditor,
  window.wp.components,
  window.wp.element,
  window.wp.i18n,
  window.wp.serverSideRender,
);
