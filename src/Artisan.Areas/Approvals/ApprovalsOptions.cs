using System.ComponentModel.DataAnnotations;

namespace Artisan.Areas.Approvals;

/// <summary>Who is told of what workspaces decide about billing; section <c>Approvals</c>.</summary>
public sealed class ApprovalsOptions
{
    /// <summary>The address of the operator, who is told when value-based billing is switched on, paused or resumed. Default none: nobody is.</summary>
    [EmailAddress]
    public string? OperatorAddress { get; set; }
}
