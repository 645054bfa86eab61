namespace Artisan.Areas.Billing.Contracts;

/// <summary>How fast support answers.</summary>
/// <param name="FirstAnswerHours">Until the first answer.</param>
/// <param name="ResolutionHours">Until it is solved; null promises nothing.</param>
public sealed record SupportTerms(int FirstAnswerHours, int? ResolutionHours);
