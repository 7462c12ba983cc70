/**
 * How Teams draws cards. Colours are custom properties of style.css, each with a light and a dark value, so that one configuration serves both themes and a
 * change of theme touches no card that somebody is writing in.
 */
export const hostConfig = {
  supportsInteractivity: true,
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  fontTypes: { default: font('inherit'), monospace: font('var(--mono)') },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: style('transparent'),
    emphasis: style('var(--card-emphasis)'),
    accent: style('var(--card-accent)'),
    good: style('var(--card-good)'),
    attention: style('var(--card-attention)'),
    warning: style('var(--card-warning)'),
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'bolder' },
    },
    errorMessage: { color: 'attention', size: 'small', weight: 'default', spacing: 'small' },
  },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    allowTitleToWrap: true,
  },
  adaptiveCard: { allowCustomStyle: false },
  imageSet: { imageSize: 'medium', maxImageHeight: 100 },
  factSet: {
    title: { weight: 'bolder', wrap: true, maxWidth: 160 },
    value: { wrap: true },
    spacing: 16,
  },
  textStyles: {
    heading: { size: 'large', weight: 'bolder' },
    columnHeader: { weight: 'bolder' },
  },
  textBlock: { headingLevel: 3 },
};

function font(fontFamily: string) {
  return {
    fontFamily,
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 350, default: 400, bolder: 600 },
  };
}

function style(backgroundColor: string) {
  return {
    backgroundColor,
    borderColor: 'var(--line)',
    foregroundColors: {
      default: colour('var(--ink)', 'var(--ink-soft)'),
      dark: colour('var(--ink)', 'var(--ink-soft)'),
      light: colour('var(--ink-soft)', 'var(--ink-soft)'),
      accent: colour('var(--accent-ink)', 'var(--accent-ink)'),
      good: colour('var(--good-ink)', 'var(--good-ink)'),
      warning: colour('var(--warning-ink)', 'var(--warning-ink)'),
      attention: colour('var(--attention-ink)', 'var(--attention-ink)'),
    },
  };
}

function colour(main: string, subtle: string) {
  return { default: main, subtle, highlightColors: { default: 'var(--highlight)', subtle: 'var(--highlight)' } };
}
