//! The four painted palettes.

use ratatui::style::Color;

use super::Depth;

/// One colour, as three bytes and as its hand-picked twin among 256.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shade(pub u32, pub u8);

impl Shade {
    pub(super) fn at(self, depth: Depth) -> Color {
        let Self(rgb, index) = self;
        let byte = |shift: u32| u8::try_from((rgb >> shift) & 0xff).unwrap_or_default();
        match depth {
            Depth::Rgb => Color::Rgb(byte(16), byte(8), byte(0)),
            Depth::Indexed => Color::Indexed(index),
            Depth::Few => Color::Reset,
        }
    }
}

/// The colours of one theme.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Palette {
    pub background: Shade,
    pub panel: Shade,
    pub focus: Shade,
    pub focus_text: Shade,
    pub text: Shade,
    pub muted: Shade,
    pub accent: Shade,
    pub a: Shade,
    pub b: Shade,
    pub go: Shade,
    pub slow: Shade,
    pub stop: Shade,
    pub hairline: Shade,
    /// Every glyph of a focus row takes its colour: tints fail there.
    pub strong: bool,
}

pub(super) const DUSK: Palette = Palette {
    background: Shade(0x1B_1A24, 234),
    panel: Shade(0x26_2433, 235),
    focus: Shade(0x3B_3654, 237),
    focus_text: Shade(0xFF_FFFF, 231),
    text: Shade(0xEC_E7DF, 254),
    muted: Shade(0xB5_AEC0, 250),
    accent: Shade(0x8C_CFE0, 116),
    a: Shade(0xF2_B482, 216),
    b: Shade(0xC3_B1F7, 183),
    go: Shade(0x6C_C3EA, 81),
    slow: Shade(0xEF_D36B, 221),
    stop: Shade(0xF5_8B7C, 210),
    hairline: Shade(0x77_728E, 243),
    strong: false,
};

pub(super) const LINEN: Palette = Palette {
    background: Shade(0xFA_F6EF, 255),
    panel: Shade(0xF0_E9DD, 254),
    focus: Shade(0xC9_DEE8, 195),
    focus_text: Shade(0x1D_1A24, 16),
    text: Shade(0x2B_2733, 235),
    muted: Shade(0x5C_5567, 240),
    accent: Shade(0x00_597A, 24),
    a: Shade(0x8A_4200, 94),
    b: Shade(0x56_399B, 54),
    go: Shade(0x00_5F8A, 25),
    slow: Shade(0x6E_5600, 58),
    stop: Shade(0x9C_0F36, 89),
    hairline: Shade(0x85_7C6D, 243),
    strong: false,
};

pub(super) const STRONG_DARK: Palette = Palette {
    background: Shade(0x00_0000, 16),
    panel: Shade(0x00_0000, 16),
    focus: Shade(0xFF_E14D, 227),
    focus_text: Shade(0x00_0000, 16),
    text: Shade(0xFF_FFFF, 231),
    muted: Shade(0xD9_D9D9, 253),
    accent: Shade(0xFF_E14D, 227),
    a: Shade(0xFF_B86B, 215),
    b: Shade(0xD2_C2FF, 189),
    go: Shade(0x66_D9FF, 81),
    slow: Shade(0xFF_E14D, 227),
    stop: Shade(0xFF_9A8C, 216),
    hairline: Shade(0xFF_FFFF, 231),
    strong: true,
};

pub(super) const STRONG_LIGHT: Palette = Palette {
    background: Shade(0xFF_FFFF, 231),
    panel: Shade(0xFF_FFFF, 231),
    focus: Shade(0x00_0000, 16),
    focus_text: Shade(0xFF_FFFF, 231),
    text: Shade(0x00_0000, 16),
    muted: Shade(0x33_3333, 236),
    accent: Shade(0x00_335C, 17),
    a: Shade(0x6E_2E00, 52),
    b: Shade(0x3B_0A8C, 54),
    go: Shade(0x00_3F6B, 17),
    slow: Shade(0x5A_4600, 58),
    stop: Shade(0x8C_0030, 89),
    hairline: Shade(0x00_0000, 16),
    strong: true,
};
