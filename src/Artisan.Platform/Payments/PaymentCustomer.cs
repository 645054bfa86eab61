namespace Artisan.Platform.Payments;

/// <summary>Who pays: one workspace is one customer.</summary>
/// <param name="WorkspaceId">The workspace, written into the provider's record.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Email">Where the provider's own mails go; null where it is to send none.</param>
public sealed record PaymentCustomer(string WorkspaceId, string Name, string? Email);

/// <summary>What is paid with, as far as anybody may see it. Card numbers never come here.</summary>
/// <param name="Reference">The provider's own.</param>
/// <param name="Brand">visa, mastercard, …</param>
/// <param name="Last4">The last four digits.</param>
/// <param name="ExpiryMonth">1 to 12.</param>
/// <param name="ExpiryYear">Four digits.</param>
/// <param name="Fingerprint">The same for the same card, whoever enters it; kept only as a hash. Null where the provider gives none.</param>
public sealed record PaymentMethod(string Reference, string Brand, string Last4, int ExpiryMonth, int ExpiryYear, string? Fingerprint);

/// <summary>The monthly price of a plan in one currency; the provider gets a product for the plan and a price for the amount.</summary>
/// <param name="Plan">The plan's id.</param>
/// <param name="Name">Its name as a payer reads it.</param>
/// <param name="Currency">ISO 4217, upper case.</param>
/// <param name="AmountMinor">In the currency's minor unit.</param>
public sealed record PlanPrice(string Plan, string Name, string Currency, long AmountMinor);
