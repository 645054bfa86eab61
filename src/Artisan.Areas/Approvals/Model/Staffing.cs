using Artisan.Platform.Access;

namespace Artisan.Areas.Approvals.Model;

/// <summary>Whether the people of an approval can bring it to its end, each of them taking one stage.</summary>
internal static class Staffing
{
    /// <summary>The most people that a stage may be assigned to.</summary>
    public const int MostAssigned = 50;

    /// <summary>A stage at the beginning of a round: those who were chosen for it and still fit, else everybody who wears its hat and did not write the content.</summary>
    public static StageState Anew(StageState before, IReadOnlyList<string> authors, IReadOnlyList<Approver> people)
    {
        IReadOnlyList<string> fit = [.. people.Where(p => p.Wears.HasFlag(ApprovalNames.HatOf(before.Stage)) && !authors.Contains(p.UserId)).Select(p => p.UserId)];
        IReadOnlyList<string> chosen = [.. before.Assigned.Where(fit.Contains)];
        var assigned = chosen.Count >= before.Quorum ? chosen : [.. fit.Take(MostAssigned)];
        return before with { Assigned = assigned, Approved = [], Delegations = [] };
    }

    /// <summary>Whether every vote that is missing finds a person of its own among the assigned: nobody takes two stages.</summary>
    public static bool Suffices(Approval approval)
    {
        var busy = approval.Stages.SelectMany(s => s.Approved).ToHashSet(StringComparer.Ordinal);
        var votes = approval.Stages.SelectMany(s => Enumerable.Repeat(s.Assigned.Where(u => !busy.Contains(u)).ToList(), Math.Max(0, s.Quorum - s.Approved.Count))).ToList();
        var voteOf = new Dictionary<string, int>(StringComparer.Ordinal);
        return Enumerable.Range(0, votes.Count).All(vote => Finds(vote, new HashSet<string>(StringComparer.Ordinal)));

        // An augmenting path: somebody free, or somebody whose vote finds another.
        bool Finds(int vote, HashSet<string> tried)
        {
            foreach (var person in votes[vote].Where(tried.Add))
            {
                if (voteOf.TryGetValue(person, out var other) && !Finds(other, tried)) continue;
                voteOf[person] = vote;
                return true;
            }

            return false;
        }
    }

    /// <summary>Why people do not suffice, in words.</summary>
    public static string Lacks(IReadOnlyList<string> authors, IReadOnlyList<Approver> people)
    {
        var missing = Hats.All.Names().Where(hat => !people.Any(p => p.Wears.HasFlag(RoleNames.ParseHats([hat])) && !authors.Contains(p.UserId))).ToList();
        return missing.Count > 0
            ? $"Nobody but the authors of the definition wears the hat of {string.Join(" or ", missing)}; an owner gives hats to members, in the list of members."
            : "Three people have to agree, one for each stage, none of them an author of the definition: the same people wear several of the hats. Give a hat to one more member.";
    }
}
