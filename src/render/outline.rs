//! The structure of the main content: which lists, quotes, tables and code blocks are around each block.

use crate::article::Ruling;
use crate::markup::Tag;
use crate::page::{BlockId, BlockKind, Container, ContainerId, NONE, Page};

/// Lists in lists beyond this level are written at this level: no reader follows them.
const MAX_LEVEL: u16 = 24;
/// A cell with more text is a column of a layout (bytes).
const MAX_CELL: usize = 2000;

/// What an element around blocks is to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Quote,
    List { ordered: bool, start: i32 },
    Item { number: i32 },
    Code,
    Terms,
    Term,
    Definition,
}

/// A table of data: rows of cells of blocks.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub rows: Vec<Row>,
}

impl Table {
    /// The first block in it.
    pub(super) fn first_block(&self) -> Option<BlockId> {
        self.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.blocks).next().copied()
    }
}

/// A row of a table.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub header: bool,
    pub cells: Vec<Cell>,
}

/// A cell of a table; its main blocks.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub span: usize,
    pub blocks: Vec<BlockId>,
}

/// A step through the main content. Opens and closes nest.
#[derive(Debug)]
pub(super) enum Step {
    /// The container it stands for, `NONE` when there is none.
    Open(Part, ContainerId),
    Close(Part),
    Block(BlockId),
    Table(Table),
    /// An index into the pictures that are shown.
    Image(usize),
}

/// Per container: what it is, and the next one upwards that is something.
struct Outline<'a> {
    page: &'a Page,
    parts: Vec<Option<Part>>,
    /// The nearest part at or above.
    up: Vec<ContainerId>,
    /// The nearest data table at or above, and the cell in it.
    table: Vec<ContainerId>,
    cell: Vec<ContainerId>,
}

/// The steps through all main blocks.
pub(super) fn steps(page: &Page, rulings: &[Ruling]) -> Vec<Step> {
    let main = |id: BlockId| rulings.get(id as usize).is_some_and(|ruling| ruling.main);
    let outline = Outline::new(page, &main);
    let mut steps = Vec::new();
    let mut open: Vec<(ContainerId, Part)> = Vec::new();
    let mut last_table = NONE;
    for id in (0..page.blocks.len() as BlockId).filter(|id| main(*id)) {
        let container = page.blocks[id as usize].container;
        let table = outline.table[container as usize];
        let in_cell = table != NONE && outline.cell[container as usize] != NONE;
        if in_cell && table == last_table {
            continue;
        }
        // A table's caption stands before it.
        let from = if table == NONE { container } else { page.containers[table as usize].parent };
        let path = outline.path(from, id);
        let common = open.iter().zip(&path).take_while(|(a, b)| a == b).count();
        for (_, part) in open.drain(common..).rev() {
            steps.push(Step::Close(part));
        }
        for (container, part) in &path[common..] {
            steps.push(Step::Open(*part, *container));
        }
        open = path;
        if in_cell {
            last_table = table;
            steps.push(Step::Table(outline.read_table(table, &main)));
        } else {
            steps.push(Step::Block(id));
        }
    }
    steps.extend(open.into_iter().rev().map(|(_, part)| Step::Close(part)));
    steps
}

impl<'a> Outline<'a> {
    fn new(page: &'a Page, main: &impl Fn(BlockId) -> bool) -> Self {
        let count = page.containers.len();
        let data = data_tables(page, main);
        let mut outline = Outline {
            page,
            parts: vec![None; count],
            up: vec![NONE; count],
            table: vec![NONE; count],
            cell: vec![NONE; count],
        };
        let mut level = vec![0u16; count];
        // Numbers of items so far, per list.
        let mut numbers: Vec<i32> = vec![0; count];
        for id in 0..count {
            let container = &page.containers[id];
            let parent = container.parent as usize;
            let (table, cell, up) = match id {
                0 => (NONE, NONE, NONE),
                _ => (outline.table[parent], outline.cell[parent], outline.up[parent]),
            };
            level[id] = level[parent];
            outline.table[id] = if data[id] { id as u32 } else { table };
            outline.cell[id] =
                if matches!(container.tag, Tag::Td | Tag::Th) && table != NONE { id as u32 } else { cell };
            outline.up[id] = up;
            let part = if table == NONE && level[id] < MAX_LEVEL { outline.part(id, up, &mut numbers) } else { None };
            if let Some(part) = part {
                (outline.parts[id], outline.up[id]) = (Some(part), id as u32);
                level[id] += 1;
            }
        }
        outline
    }

    fn part(&self, id: usize, up: ContainerId, numbers: &mut [i32]) -> Option<Part> {
        let container = &self.page.containers[id];
        let around = if up == NONE { None } else { self.parts[up as usize] };
        let number = (container.number != NONE as i32).then_some(container.number);
        match (container.tag, around) {
            (_, Some(Part::Code)) => None,
            (Tag::Pre | Tag::Listing | Tag::Xmp | Tag::Plaintext, _) => Some(Part::Code),
            (Tag::Li, Some(Part::List { .. })) => {
                let next = number.unwrap_or(numbers[up as usize]);
                numbers[up as usize] = next.saturating_add(1);
                Some(Part::Item { number: next })
            }
            // Items alone count in a list, terms and definitions alone in theirs.
            (Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir | Tag::Dl, Some(Part::List { .. } | Part::Terms)) => None,
            (Tag::Ul | Tag::Menu | Tag::Dir, _) => Some(Part::List { ordered: false, start: 1 }),
            (Tag::Ol, _) => {
                let start = number.unwrap_or(1).clamp(0, 999_999_999);
                numbers[id] = start;
                Some(Part::List { ordered: true, start })
            }
            (Tag::Blockquote, around) if !matches!(around, Some(Part::List { .. } | Part::Terms)) => Some(Part::Quote),
            (Tag::Dl, _) => Some(Part::Terms),
            (Tag::Dt, Some(Part::Terms)) => Some(Part::Term),
            (Tag::Dd, Some(Part::Terms)) => Some(Part::Definition),
            _ => None,
        }
    }

    /// The parts around a block, outermost first.
    fn path(&self, container: ContainerId, block: BlockId) -> Vec<(ContainerId, Part)> {
        let mut path = Vec::new();
        let mut at = self.up[container as usize];
        while at != NONE {
            if let Some(part) = self.parts[at as usize] {
                path.push((at, part));
            }
            at = match at {
                0 => NONE,
                _ => self.up[self.page.containers[at as usize].parent as usize],
            };
        }
        path.reverse();
        match path.last() {
            // Text in a list but in no item is an item of its own; in a definition list it ends the list.
            Some((_, Part::List { start, .. })) => path.push((NONE - 1 - block, Part::Item { number: *start })),
            Some((_, Part::Terms)) => drop(path.pop()),
            _ => {}
        }
        path
    }

    fn read_table(&self, table: ContainerId, main: &impl Fn(BlockId) -> bool) -> Table {
        let containers = &self.page.containers;
        let depth = containers[table as usize].depth;
        let mut rows: Vec<Row> = Vec::new();
        let mut head = false;
        for id in table as usize + 1..containers.len() {
            let container = &containers[id];
            if container.depth <= depth {
                break;
            }
            match container.tag {
                Tag::Thead => head = true,
                Tag::Tbody | Tag::Tfoot => head = false,
                Tag::Tr => rows.push(Row { header: head, cells: Vec::new() }),
                Tag::Td | Tag::Th => {
                    let blocks = (container.first_block..container.end_block).filter(|id| main(*id)).collect();
                    let span = container.number.clamp(1, 20) as usize;
                    let is_first = rows.len() == 1;
                    if let Some(row) = rows.last_mut() {
                        row.header |=
                            is_first && container.tag == Tag::Th && row.cells.is_empty() && is_alone(id, containers);
                        row.cells.push(Cell { span, blocks });
                    }
                }
                _ => {}
            }
        }
        rows.retain(|row| row.cells.iter().any(|cell| !cell.blocks.is_empty()));
        // One header: that of the first row.
        for (at, row) in rows.iter_mut().enumerate() {
            row.header &= at == 0;
        }
        Table { rows }
    }
}

/// Whether a cell stands in a row that holds no data cell.
fn is_alone(cell: usize, containers: &[Container]) -> bool {
    let row = containers[cell].parent;
    let mut cells =
        containers[row as usize + 1..].iter().take_while(|other| other.depth > containers[row as usize].depth);
    !cells.any(|other| other.tag == Tag::Td && other.parent == row)
}

/// Which containers are tables of data: at least two rows and two columns, no table, heading or code inside, no cell
/// with a page's worth of text.
fn data_tables(page: &Page, main: &impl Fn(BlockId) -> bool) -> Vec<bool> {
    let containers = &page.containers;
    let count = containers.len();
    let mut mains = vec![0u32];
    mains.extend((0..page.blocks.len() as BlockId).scan(0, |sum, id| {
        *sum += u32::from(main(id));
        Some(*sum)
    }));
    let mains_in = |container: &Container| mains[container.end_block as usize] - mains[container.first_block as usize];
    let (mut table, mut row) = (vec![NONE; count], vec![NONE; count]);
    let (mut layout, mut columns, mut rows) = (vec![false; count], vec![0u32; count], vec![0u32; count]);
    for (id, container) in containers.iter().enumerate() {
        let parent = container.parent as usize;
        if id > 0 {
            (table[id], row[id]) = (table[parent], row[parent]);
        }
        let around = table[id];
        let has_blocks = container.first_block < container.end_block;
        match container.tag {
            Tag::Table => {
                if around != NONE {
                    layout[around as usize] |= has_blocks;
                }
                (table[id], row[id]) = (id as u32, NONE);
            }
            _ if around == NONE => {}
            Tag::Tr => {
                row[id] = id as u32;
                rows[around as usize] += u32::from(mains_in(container) > 0);
            }
            Tag::Td | Tag::Th if row[id] != NONE => {
                let row = row[id] as usize;
                columns[row] += 1;
                columns[around as usize] = columns[around as usize].max(columns[row]);
                layout[around as usize] |= bytes_in(page, container) > MAX_CELL;
            }
            Tag::H1 | Tag::H2 | Tag::H3 | Tag::Pre | Tag::Blockquote => layout[around as usize] = true,
            _ => {}
        }
    }
    let is_data = |id: usize| containers[id].tag == Tag::Table && !layout[id] && columns[id] >= 2 && rows[id] >= 2;
    (0..count).map(is_data).collect()
}

fn bytes_in(page: &Page, container: &Container) -> usize {
    match page.blocks.get(container.first_block as usize..container.end_block as usize) {
        Some([first, .., last]) => (last.text.end - first.text.start) as usize,
        Some([only]) => only.text.len(),
        _ => 0,
    }
}

/// Whether a block is written as it stands, line breaks and spaces included.
pub(super) fn is_code(page: &Page, block: BlockId) -> bool {
    page.blocks[block as usize].kind == BlockKind::Preformatted
}
