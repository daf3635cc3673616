#pragma once

#include <string>

#include "schema/schema.h"

namespace migcheck {

// What names the object in DROP, COMMENT and ALTER: "TRIGGER touch ON public.users", "OPERATOR
// public.===(integer, integer)". What is not a field of the object is read from its definition.
std::string rendered_target(const DefinedObject& object);

}  // namespace migcheck
