import { Checkbox } from "@/components/ui/checkbox";
import { SelectField } from "@/components/ui/field";
import { useMembership, type Hat, type Role } from "@/features/identity/api/get-me";
import { hatHints, hatNames, isAtLeast, roleHints, roleNames, rolesToGive } from "@/features/identity/api/rights";

interface StandingFieldsProps {
  role: Role;
  hats: Hat[];
  onRole: (role: Role) => void;
  onHats: (hats: Hat[]) => void;
}

/** The role, up to one's own, and the hats, which only an owner gives; an owner wears them all. */
export function StandingFields({ role, hats, onRole, onHats }: StandingFieldsProps) {
  const membership = useMembership();
  const mayGiveHats = isAtLeast(membership, "owner");
  return (
    <>
      <SelectField label="Role" name="role" hint={roleHints[role]} value={role} onChange={(event) => onRole(event.target.value as Role)}>
        {rolesToGive(membership).map((id) => (
          <option key={id} value={id}>
            {roleNames[id]}
          </option>
        ))}
      </SelectField>
      <fieldset className="flex flex-col gap-2.5">
        <legend className="mb-2 text-sm font-[540]">Hats</legend>
        {(["finance", "technical", "executive"] as const).map((hat) => (
          <Checkbox
            key={hat}
            label={hatNames[hat]}
            hint={hatHints[hat]}
            checked={role === "owner" || hats.includes(hat)}
            disabled={!mayGiveHats || role === "owner"}
            onChange={(on) => onHats(on ? [...hats, hat] : hats.filter((other) => other !== hat))}
          />
        ))}
        <p className="text-sm text-ink-3">{role === "owner" ? "An owner wears every hat." : mayGiveHats ? "Hats open what the role does not." : "Only an owner gives and takes hats."}</p>
      </fieldset>
    </>
  );
}
