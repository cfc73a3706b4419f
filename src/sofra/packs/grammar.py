"""The words and signs of a condition, as the parser reads them; all else is refused."""

GRAMMAR = r"""
condition: _parts
_parts: disjunction
disjunction: conjunction ("or" conjunction)*
conjunction: negation ("and" negation)*
?negation: "not" negation -> negated
    | test
?test: sum ORDER sum -> compare
    | sum EQUAL sum -> compare
    | sum EQUAL TEXT -> compare_text
    | sum "in" "(" TEXT ("," TEXT)* ")" -> among
    | sum "in" "(" signed ("," signed)* ")" -> among
    | sum "is" "null" -> is_null
    | sum "is" "not" "null" -> is_not_null
    | "selected" "(" NAME "," TEXT ")" -> selected
    | "(" disjunction ")" -> inner
?sum: product
    | sum PLUS product -> arithmetic
    | sum MINUS product -> arithmetic
?product: factor
    | product TIMES factor -> arithmetic
?factor: atom
    | MINUS atom -> minus
?atom: NAME -> column
    | NUMBER -> number
    | "(" sum ")" -> inner
    | "count" "(" disjunction ("," disjunction)* ")" -> counted
    | "lookup" "(" sum ("," signed)+ ")" -> looked_up
?signed: NUMBER -> number
    | MINUS NUMBER -> signed_number
value: sum

ORDER: "<=" | ">=" | "<" | ">"
EQUAL: "!=" | "="
PLUS: "+"
MINUS: "-"
TIMES: "*" | "/"
NAME: /[a-z_][a-z0-9_]*/
NUMBER: /[0-9]{1,15}(\.[0-9]{1,15})?/
TEXT: /'(?:[^'\x00-\x1f\x7f]|'')*'/
%ignore /[ \t\r\n]+/
"""
