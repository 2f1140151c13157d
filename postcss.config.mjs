/**
 * Televisions before Chromium 99 drop whatever stands in an `@layer`. Tailwind writes its layers in the order of their
 * weight and with rising specificity, so its rules say the same without them.
 */
const withoutLayers = {
  postcssPlugin: 'without-layers',
  OnceExit(root) {
    root.walkAtRules('layer', (layer) => {
      if (layer.nodes === undefined) layer.remove()
      else layer.replaceWith(layer.nodes)
    })
  },
}

export default { plugins: ['@tailwindcss/postcss', withoutLayers] }
