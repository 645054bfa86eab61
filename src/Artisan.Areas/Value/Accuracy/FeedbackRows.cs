using System.Text.Json;
using Artisan.Areas.Value.Calculations;
using Artisan.Areas.Value.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;
using Artisan.Value.Calculations;

namespace Artisan.Areas.Value.Accuracy;

/// <summary>What finance knows a period's result to be.</summary>
internal sealed record Feedback(string Period, DateTimeOffset From, decimal Reference, string By, DateTimeOffset At);

/// <summary>What was measured in a period, beside what is known to be right.</summary>
internal sealed record MeasuredFeedback(Feedback Feedback, decimal Measured);

/// <summary>The rows of feedback: one a period, the newest period first.</summary>
internal static class FeedbackRows
{
    /// <summary>Over how many periods the accuracy of a definition is told.</summary>
    public const int Periods = 3;

    public static Feedback Read(TableEntity row) => JsonSerializer.Deserialize(row.GetString("doc")!, ValueDocs.Default.Feedback)!;

    public static TableEntity Into(TableEntity row, Feedback feedback)
    {
        row["doc"] = JsonSerializer.Serialize(feedback, ValueDocs.Default.Feedback);
        return row;
    }

    /// <summary>The last periods with feedback, beside what their calculations say by now: a correction counts.</summary>
    public static async Task<IReadOnlyList<MeasuredFeedback>> NewestAsync(Partition home, string definition, CancellationToken ct)
    {
        var page = await home.PageAsync(RowRange.Prefix(ValueKeys.Feedbacks(definition)), Periods, null, ct);
        var measured = await Task.WhenAll(page.Rows.Select(async row =>
        {
            var feedback = Read(row);
            return await CalculationRows.NewestAsync(home, definition, feedback.From, ct) is { } newest ? new MeasuredFeedback(feedback, Artisan.Value.Json.DecimalText.Parse(newest.Calculation.Result)) : null;
        }));
        return [.. measured.OfType<MeasuredFeedback>()];
    }

    /// <summary>The same pairs after one of a period took its place among them.</summary>
    public static IReadOnlyList<MeasuredFeedback> With(this IReadOnlyList<MeasuredFeedback> pairs, MeasuredFeedback pair) =>
        [.. pairs.Where(p => p.Feedback.From != pair.Feedback.From).Append(pair).OrderByDescending(p => p.Feedback.From).Take(Periods)];

    /// <summary>How right the measurement is, in percent; null where too little is known.</summary>
    public static decimal? Accuracy(IEnumerable<MeasuredFeedback> pairs) => Artisan.Value.Calculations.Accuracy.OfDefinition([.. pairs.Select(p => new AccuracyPair(p.Measured, p.Feedback.Reference))]);
}
