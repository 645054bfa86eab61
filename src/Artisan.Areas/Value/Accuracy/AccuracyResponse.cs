using Artisan.Value.Json;

namespace Artisan.Areas.Value.Accuracy;

/// <summary>How right the workspace's measurements are.</summary>
/// <param name="Lowest">The accuracy of the definition that is least right, in percent; null where one is unknown or none is active.</param>
/// <param name="Needed">What is needed to go live.</param>
/// <param name="Items">The active definitions.</param>
public sealed record AccuracyResponse(string? Lowest, string Needed, IReadOnlyList<DefinitionAccuracyResponse> Items);

/// <summary>How right a definition's measurement is, over its last three periods with feedback.</summary>
/// <param name="DefinitionId">The definition.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Accuracy">In percent, cut off behind two digits; null where fewer than three periods have feedback.</param>
/// <param name="Missing">How many periods still need feedback.</param>
/// <param name="Passes">Whether it suffices to go live.</param>
/// <param name="Pairs">The periods that it is told by, the newest first.</param>
public sealed record DefinitionAccuracyResponse(string DefinitionId, string Name, string? Accuracy, int Missing, bool Passes, IReadOnlyList<AccuracyPairResponse> Pairs)
{
    internal static DefinitionAccuracyResponse Of(string id, string name, IReadOnlyList<MeasuredFeedback> pairs)
    {
        var accuracy = FeedbackRows.Accuracy(pairs);
        return new DefinitionAccuracyResponse(
            id, name, accuracy is { } known ? DecimalText.FormatFixed(known, 2) : null, Math.Max(0, FeedbackRows.Periods - pairs.Count), accuracy >= Artisan.Value.Calculations.Accuracy.Least,
            [.. pairs.Select(AccuracyPairResponse.Of)]);
    }
}

/// <summary>A period's result beside what it is known to be.</summary>
/// <param name="Period">The period's name, such as 1997-01.</param>
/// <param name="From">Its first instant.</param>
/// <param name="Measured">The result of its newest calculation.</param>
/// <param name="Reference">What finance knows it to be.</param>
/// <param name="By">Who said so.</param>
/// <param name="At">When.</param>
public sealed record AccuracyPairResponse(string Period, DateTimeOffset From, string Measured, string Reference, string By, DateTimeOffset At)
{
    internal static AccuracyPairResponse Of(MeasuredFeedback pair) => new(
        pair.Feedback.Period, pair.Feedback.From, DecimalText.Format(pair.Measured), DecimalText.Format(pair.Feedback.Reference), pair.Feedback.By, pair.Feedback.At);
}
