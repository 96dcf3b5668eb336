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

/// What an outline knows of a container.
#[derive(Debug, Clone, Copy)]
struct Node {
    part: Option<Part>,
    /// The nearest part at or above.
    up: ContainerId,
    /// The nearest data table at or above, and the cell in it.
    table: ContainerId,
    cell: ContainerId,
    /// The next number of an item, in a list.
    next: i32,
    /// Parts at or above.
    level: u16,
}

/// Per container: what it is, and the next one upwards that is something.
struct Outline<'a> {
    page: &'a Page,
    /// That of the page, and those of the containers that are something.
    nodes: Vec<Node>,
    /// By container its node: most have that of the one around. Up to the last container with main content of its own.
    of: Vec<u32>,
}

/// Whether an element may be a part, a table or a cell.
fn is_something(tag: Tag) -> bool {
    let is_list = matches!(tag, Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir | Tag::Li | Tag::Dl | Tag::Dt | Tag::Dd);
    let is_code = matches!(tag, Tag::Pre | Tag::Listing | Tag::Xmp | Tag::Plaintext);
    is_list || is_code || matches!(tag, Tag::Blockquote | Tag::Table | Tag::Td | Tag::Th)
}

/// The steps through all main blocks.
pub(super) fn steps(page: &Page, rulings: &[Ruling]) -> Vec<Step> {
    let main = |id: BlockId| rulings.get(id as usize).is_some_and(|ruling| ruling.main);
    let outline = Outline::new(page, &main);
    let mut steps = Vec::new();
    let (mut open, mut path): (Vec<(ContainerId, Part)>, Vec<_>) = (Vec::new(), Vec::new());
    let (mut last_table, mut last_up) = (NONE, NONE);
    for id in (0..page.blocks.len() as BlockId).filter(|id| main(*id)) {
        let container = page.blocks[id as usize].container;
        let Node { table, cell, .. } = *outline.node(container);
        let in_cell = table != NONE && cell != NONE;
        if in_cell && table == last_table {
            continue;
        }
        // A table's caption stands before it.
        let from = if table == NONE { container } else { page.containers[table as usize].parent };
        let up = outline.node(from).up;
        if up != last_up || outline.is_list(up) {
            outline.read_path(up, id, &mut path);
            let common = open.iter().zip(&path).take_while(|(a, b)| a == b).count();
            steps.extend(open[common..].iter().rev().map(|(_, part)| Step::Close(*part)));
            steps.extend(path[common..].iter().map(|(container, part)| Step::Open(*part, *container)));
            std::mem::swap(&mut open, &mut path);
            last_up = up;
        }
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
        let data = data_tables(page, main);
        let around_main =
            (0..).zip(&page.blocks).filter(|(id, _)| main(*id)).map(|(_, block)| block.container as usize + 1);
        let count = around_main.max().unwrap_or(0);
        let root = Node { part: None, up: NONE, table: NONE, cell: NONE, next: 0, level: 0 };
        let mut outline = Outline { page, nodes: vec![root], of: Vec::with_capacity(count) };
        for (id, container) in page.containers.iter().enumerate().take(count) {
            let place = if id == 0 { 0 } else { outline.of[container.parent as usize] };
            if !is_something(container.tag) {
                outline.of.push(place);
                continue;
            }
            let around = outline.nodes[place as usize];
            let mut node = Node { part: None, next: 0, ..around };
            if data.get(id) == Some(&true) {
                node.table = id as u32;
            }
            if matches!(container.tag, Tag::Td | Tag::Th) && around.table != NONE {
                node.cell = id as u32;
            }
            if around.table == NONE
                && around.level < MAX_LEVEL
                && let Some(part) = outline.part(id, around.up, &mut node.next)
            {
                (node.part, node.up, node.level) = (Some(part), id as u32, around.level + 1);
            }
            outline.of.push(outline.nodes.len() as u32);
            outline.nodes.push(node);
        }
        outline
    }

    /// What is known of a container.
    fn node(&self, id: ContainerId) -> &Node {
        &self.nodes[self.of[id as usize] as usize]
    }

    /// What a container is, with the part around it; `first` becomes the number of its first item.
    fn part(&mut self, id: usize, up: ContainerId, first: &mut i32) -> Option<Part> {
        let container = &self.page.containers[id];
        let number = (container.number != NONE as i32).then_some(container.number);
        let around = if up == NONE { None } else { self.node(up).part };
        match (container.tag, around) {
            (_, Some(Part::Code)) => None,
            (Tag::Pre | Tag::Listing | Tag::Xmp | Tag::Plaintext, _) => Some(Part::Code),
            (Tag::Li, Some(Part::List { .. })) => {
                let next = &mut self.nodes[self.of[up as usize] as usize].next;
                let number = number.unwrap_or(*next);
                *next = number.saturating_add(1);
                Some(Part::Item { number })
            }
            // Items alone count in a list, terms and definitions alone in theirs.
            (Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir | Tag::Dl, Some(Part::List { .. } | Part::Terms)) => None,
            (Tag::Ul | Tag::Menu | Tag::Dir, _) => Some(Part::List { ordered: false, start: 1 }),
            (Tag::Ol, _) => {
                let start = number.unwrap_or(1).clamp(0, 999_999_999);
                *first = start;
                Some(Part::List { ordered: true, start })
            }
            (Tag::Blockquote, around) if !matches!(around, Some(Part::List { .. } | Part::Terms)) => Some(Part::Quote),
            (Tag::Dl, _) => Some(Part::Terms),
            (Tag::Dt, Some(Part::Terms)) => Some(Part::Term),
            (Tag::Dd, Some(Part::Terms)) => Some(Part::Definition),
            _ => None,
        }
    }

    /// Whether a part is a list: text in it but in no item differs from block to block.
    fn is_list(&self, part: ContainerId) -> bool {
        part != NONE && matches!(self.node(part).part, Some(Part::List { .. }))
    }

    /// The parts around a block, outermost first; `up` is the innermost one.
    fn read_path(&self, up: ContainerId, block: BlockId, path: &mut Vec<(ContainerId, Part)>) {
        path.clear();
        let mut at = up;
        while at != NONE {
            if let Some(part) = self.node(at).part {
                path.push((at, part));
            }
            at = match at {
                0 => NONE,
                _ => self.node(self.page.containers[at as usize].parent).up,
            };
        }
        path.reverse();
        match path.last() {
            // Text in a list but in no item is an item of its own; in a definition list it ends the list.
            Some((_, Part::List { start, .. })) => path.push((NONE - 1 - block, Part::Item { number: *start })),
            Some((_, Part::Terms)) => drop(path.pop()),
            _ => {}
        }
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

/// Which containers are tables of data, none on a page without tables: at least two rows and two columns, no table, heading or code inside, no cell
/// with a page's worth of text.
fn data_tables(page: &Page, main: &impl Fn(BlockId) -> bool) -> Vec<bool> {
    let containers = &page.containers;
    if !containers.iter().any(|container| container.tag == Tag::Table) {
        return Vec::new();
    }
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
