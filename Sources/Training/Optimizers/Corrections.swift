#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// xʸ.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// cos x.
func cosine(_ x: Double) -> Double { cos(x) }

/// 1 − βᵗ, the factor by which a mean that began at zero is too small after t steps.
func biasCorrection(_ beta: Double, _ step: Int) -> Double { 1 - pow(beta, Double(step)) }

/// (1 − β1)/((1 + β1)(1 − β1ᵗ)), the factor c of a bias-corrected mean of gradients: equation 7 of Bai and others (2025).
///
/// On one eigenvalue λ with a fixed D the step is θ ← θ − (ηD/(1 − β1ᵗ))·m, m ← β1·m + (1 − β1)·λθ. The characteristic
/// polynomial z² − (1 + β1 − a(1 − β1))z + β1, where a = ηDλ/(1 − β1ᵗ), has its roots within the unit circle (Jury) as
/// long as it is positive at z = −1: a(1 − β1) < 2(1 + β1).
func meanFactor(_ beta1: Double, _ step: Int) -> Double { (1 - beta1) / (1 + beta1) / biasCorrection(beta1, step) }
