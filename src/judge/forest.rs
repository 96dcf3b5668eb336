//! stub
#[derive(Debug)]
pub(crate) struct Forest;
impl Forest {
    pub fn features(&self) -> usize {
        crate::evidence::WIDTH
    }
    pub fn score_all(&self, _: &[f32], _: &mut [f32]) {}
    pub fn score_without(&self, _: &[f32], _: &[bool]) -> f32 {
        0.0
    }
    pub fn contributions(&self, _: &[f32], _: &mut [f32]) {}
    pub fn bias(&self) -> f32 {
        0.0
    }
    pub fn to_bytes(&self) -> Vec<u8> {
        Vec::new()
    }
    pub fn from_bytes(_: &[u8]) -> Result<Forest, String> {
        Ok(Forest)
    }
}
