//! The few rows of many that are drawn. All rows have one height, so a place is a product.

use std::ops::Range;

/// So many rows are all drawn: the browser's own search then finds each, and a print has them.
pub const ALL_AT_ONCE: usize = 100;

/// So many rows are drawn before and after those in sight, so that a quick hand sees no gap.
const MARGIN: usize = 12;

/// What is drawn moves in steps of so many rows: not every turn of the wheel draws anew.
const STEP: usize = 8;

/// The rows to draw, of `total`, where row `first` is the first in sight and `in_sight` fit.
pub fn window(total: usize, first: usize, in_sight: usize) -> Range<usize> {
    if total <= ALL_AT_ONCE {
        return 0..total;
    }
    // A list that became shorter: its end.
    let first = first.min(total.saturating_sub(in_sight));
    let start = (first / STEP * STEP).saturating_sub(MARGIN);
    start..(first / STEP * STEP + STEP + in_sight + MARGIN).min(total)
}

/// A piece of the list, from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// These rows are not drawn: their place is kept.
    Gap(Range<usize>),
    /// These are.
    Rows(Range<usize>),
}

/// The whole list in pieces: the window, and the row that has the focus with its two neighbours, wherever it is, so that the
/// focus stays and Tab goes on from there.
pub fn pieces(total: usize, window: Range<usize>, focused: Option<usize>) -> Vec<Piece> {
    let kept = focused.filter(|row| *row < total).map(|row| row.saturating_sub(1)..(row + 2).min(total));
    let mut drawn = vec![window];
    drawn.extend(kept);
    drawn.sort_by_key(|rows| rows.start);
    let mut pieces = Vec::new();
    let mut at = 0;
    for rows in drawn {
        let rows = rows.start.max(at)..rows.end.min(total);
        if rows.is_empty() {
            continue;
        }
        if at < rows.start {
            pieces.push(Piece::Gap(at..rows.start));
        }
        at = rows.end;
        match pieces.last_mut() {
            Some(Piece::Rows(before)) if before.end == rows.start => before.end = rows.end,
            _ => pieces.push(Piece::Rows(rows)),
        }
    }
    if at < total {
        pieces.push(Piece::Gap(at..total));
    }
    pieces
}
