//! Round numbers at the axis of a chart.

/// Steps of numbers: 1, 2 and 5, and ten times as much, and so on.
const NUMBERS: [u64; 27] = [
    1,
    2,
    5,
    10,
    20,
    50,
    100,
    200,
    500,
    1_000,
    2_000,
    5_000,
    10_000,
    20_000,
    50_000,
    100_000,
    200_000,
    500_000,
    1_000_000,
    2_000_000,
    5_000_000,
    10_000_000,
    20_000_000,
    50_000_000,
    100_000_000,
    200_000_000,
    500_000_000,
];

/// Steps of times, in milliseconds: those of a clock.
const TIMES: [u64; 20] = [
    1_000,
    2_000,
    5_000,
    10_000,
    15_000,
    30_000,
    60_000,
    120_000,
    300_000,
    600_000,
    900_000,
    1_800_000,
    3_600_000,
    7_200_000,
    14_400_000,
    28_800_000,
    43_200_000,
    86_400_000,
    172_800_000,
    864_000_000,
];

/// Spaces between numbers at an axis, at most.
const SPACES_MAX: u64 = 4;

/// Round numbers from nothing to the highest, or a little further.
pub(super) fn numbers(highest: u32) -> Vec<u64> {
    steps(u64::from(highest), &NUMBERS)
}

/// Round times from nothing to the longest, or a little further, in milliseconds.
pub(super) fn times(longest: u64) -> Vec<u64> {
    steps(longest, &TIMES)
}

fn steps(highest: u64, sizes: &[u64]) -> Vec<u64> {
    let fits = |size: &&u64| highest <= **size * SPACES_MAX;
    let Some(size) = sizes.iter().find(fits).or(sizes.last()) else {
        return vec![];
    };
    let spaces = highest.div_ceil(*size).clamp(1, SPACES_MAX);
    (0..=spaces).map(|step| step * size).collect()
}

/// How much a part is of a whole, from 0 to 1.
#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "what is drawn is as exact as a picture"
)]
pub(super) fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    (part as f64 / whole as f64).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_ends_with_a_round_number_that_nothing_is_above() {
        assert_eq!(numbers(66), [0, 20, 40, 60, 80]);
        assert_eq!(numbers(0), [0, 1]);
        assert_eq!(numbers(4), [0, 1, 2, 3, 4]);
        assert_eq!(numbers(101), [0, 50, 100, 150]);
        assert_eq!(times(240_000), [0, 60_000, 120_000, 180_000, 240_000]);
        assert_eq!(times(7_000), [0, 2_000, 4_000, 6_000, 8_000]);
    }

    #[test]
    fn no_axis_is_without_end() {
        for highest in [1, 9, 1_000_000, u32::MAX] {
            let numbers = numbers(highest);
            assert!((2..=5).contains(&numbers.len()), "{highest}");
        }
    }

    #[test]
    fn a_share_is_nothing_of_nothing_and_never_more_than_all() {
        assert!((share(1, 4) - 0.25).abs() < f64::EPSILON);
        assert!(share(1, 0).abs() < f64::EPSILON);
        assert!((share(5, 4) - 1.0).abs() < f64::EPSILON);
    }
}
