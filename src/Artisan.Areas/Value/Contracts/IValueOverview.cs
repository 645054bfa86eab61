namespace Artisan.Areas.Value.Contracts;

/// <summary>What a period of a definition was worth.</summary>
/// <param name="CalculationId">The calculation that counts.</param>
/// <param name="Period">The period's name, such as 1997-01.</param>
/// <param name="From">Its first instant.</param>
/// <param name="Measured">What was measured: the sum of the formula's first field where it has one, else the result; a decimal.</param>
/// <param name="Baseline">What it is held against; a decimal, null where the formula has none.</param>
/// <param name="Result">The formula's result, a decimal.</param>
/// <param name="Fee">The fee in the currency's major unit, a decimal.</param>
public sealed record ValuePeriod(string CalculationId, string Period, DateTimeOffset From, string Measured, string? Baseline, string Result, string Fee);

/// <summary>The newest periods of a definition, the oldest first.</summary>
/// <param name="DefinitionId">The definition.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Currency">ISO 4217 code of the fees.</param>
/// <param name="Periods">Each by the calculation that counts.</param>
public sealed record DefinitionValue(string DefinitionId, string Name, string Currency, IReadOnlyList<ValuePeriod> Periods);

/// <summary>Tells other areas what was measured lately.</summary>
public interface IValueOverview
{
    /// <summary>The definitions that were calculated lately, what has the newest period first, each with so many periods at most; one read.</summary>
    Task<IReadOnlyList<DefinitionValue>> GetAsync(string workspaceId, int definitions, int periods, CancellationToken ct);
}
